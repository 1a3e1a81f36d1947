import { GraphQLDateTime } from 'graphql-scalars';
import { injectable } from 'tsyringe';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Dataset } from '../../datasets/dataset-store.js';
import { expiryOf } from '../../retention/retention-periods.js';
import { ManageRetention } from '../../use-cases/manage-retention.js';
import { DatasetType } from '../data/dataset.type.js';
import type { GraphqlContext } from '../graphql-context.js';

@injectable()
@Resolver(() => DatasetType)
export class DatasetExpiryResolver {
  constructor(private readonly periods: ManageRetention) {}

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'From when on it is deleted, by `retention`, unless it is changed, read or used before; null: kept.',
  })
  async expiresAt(@Ctx() { caller }: GraphqlContext, @Root() { usedAt }: Dataset): Promise<Date | null> {
    return expiryOf(usedAt, (await this.periods.asSeenBy(caller)).libraryDays);
  }
}
