import { injectable } from 'tsyringe';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../graphql-context.js';
import { TenantType } from './tenant.type.js';

@injectable()
@Resolver()
export class ViewerResolver {
  @Query(() => TenantType, { description: 'The customer whose token this is.' })
  viewer(@Ctx() { caller }: GraphqlContext) {
    return caller.tenant;
  }
}
