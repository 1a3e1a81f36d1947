import { injectable } from 'tsyringe';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Tenant } from '../../access/access-store.js';
import { ManageTenants } from '../../use-cases/manage-tenants.js';
import type { GraphqlContext } from '../graphql-context.js';
import type { Connection } from '../paging/connection-type.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { NewTenantType } from './new-tenant.type.js';
import { TenantConnectionType } from './tenant-connection.type.js';

@injectable()
@Resolver()
export class TenantResolver {
  constructor(private readonly tenantsOf: ManageTenants) {}

  @Query(() => TenantConnectionType, { description: 'For the operator: all customers of this server.' })
  async tenants(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ): Promise<Connection<Tenant>> {
    const page = pageRequest(first, after);
    return toConnection(await this.tenantsOf.list(page), page, (tenant) => tenant);
  }

  @Mutation(() => NewTenantType, { description: 'For the operator: a new customer, with a first token.' })
  createTenant(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: '1 to 100 characters.' }) name: string,
  ) {
    return this.tenantsOf.create(caller, name);
  }

  @Mutation(() => ID, {
    description:
      'For the operator: delete a customer for good, with prompts, datasets, answers, accounts, tokens and keys; its data key is destroyed, so that sealed keys in backups cannot be opened without the backed-up data key either. What is under way ends; its audit trail stays. Gives the id.',
  })
  deleteTenant(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the tenant; not that of this token.' }) id: string,
  ) {
    return this.tenantsOf.remove(caller, id);
  }
}
