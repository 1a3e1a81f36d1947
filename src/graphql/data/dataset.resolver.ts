import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Dataset, DatasetStore, Split } from '../../datasets/dataset-store.js';
import { CreateDataset } from '../../use-cases/create-dataset.js';
import { DeleteDataset } from '../../use-cases/delete-dataset.js';
import { SplitEnum } from '../enums/split.enum.js';
import type { GraphqlContext } from '../graphql-context.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { CreateDatasetInput } from './create-dataset.input.js';
import { DatasetConnectionType, DatasetType } from './dataset.type.js';
import { ExampleConnectionType } from './example.type.js';

@injectable()
@Resolver(() => DatasetType)
export class DatasetResolver {
  constructor(
    @inject(storeTokens.datasets) private readonly store: DatasetStore,
    private readonly create: CreateDataset,
    private readonly remove: DeleteDataset,
  ) {}

  @Query(() => DatasetType, { nullable: true, description: 'One dataset; null where there is none of this id.' })
  async dataset(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the dataset.' }) id: string,
  ) {
    return (await this.store.find(caller.tenant.id, id)) ?? null;
  }

  @Query(() => DatasetConnectionType, { description: 'All stored datasets.' })
  async datasets(
    @Ctx() { caller }: GraphqlContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    return toConnection(await this.store.list(caller.tenant.id, page), page, (dataset) => dataset);
  }

  @Mutation(() => DatasetType, { description: 'Keep examples for any number of optimizations.' })
  createDataset(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => CreateDatasetInput, { description: 'Its name and examples.' }) input: CreateDatasetInput,
  ) {
    return this.create.run(caller, input);
  }

  @Mutation(() => ID, { description: 'Remove a dataset; optimizations that use it keep their own copy. Gives its id.' })
  deleteDataset(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the dataset.' }) id: string,
  ) {
    return this.remove.run(caller, id);
  }

  @FieldResolver(() => ExampleConnectionType, { description: 'Its examples, in the order in which they were given.' })
  async examples(
    @Ctx() { caller }: GraphqlContext,
    @Root() dataset: Dataset,
    @Arg('split', () => SplitEnum, { nullable: true, description: 'Only those pinned to this split.' })
    split: Split | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    const found = await this.store.examples(caller.tenant.id, dataset.id, page, split);
    // An example's own id is unique within its dataset only, and clients' caches want one that is unique for its type.
    return toConnection(found, page, (example) => ({ ...example, datasetId: dataset.id }));
  }
}
