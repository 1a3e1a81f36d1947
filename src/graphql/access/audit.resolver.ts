import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { AuditEntry, AuditTrail } from '../../access/audit-trail.js';
import type { GraphqlContext } from '../graphql-context.js';
import type { Connection } from '../paging/connection-type.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { AuditConnectionType } from './audit-entry.type.js';

@injectable()
@Resolver()
export class AuditResolver {
  constructor(@inject(storeTokens.audit) private readonly trail: AuditTrail) {}

  @Query(() => AuditConnectionType, {
    description: 'Who did what to which key, token, budget or plugin of the tenant, newest first.',
  })
  async auditTrail(
    @Ctx() { caller }: GraphqlContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ): Promise<Connection<AuditEntry>> {
    const page = pageRequest(first, after);
    return toConnection(await this.trail.list(caller.tenant.id, page), page, (entry) => entry);
  }
}
