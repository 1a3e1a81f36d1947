import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { DatasetStore } from '../../datasets/dataset-store.js';
import { AppendExamples } from '../../use-cases/append-examples.js';
import { CreateDataset } from '../../use-cases/create-dataset.js';
import { DeleteDataset } from '../../use-cases/delete-dataset.js';
import { ImportExamples } from '../../use-cases/import-examples.js';
import type { GraphqlContext } from '../graphql-context.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { CreateDatasetInput } from './create-dataset.input.js';
import { DatasetConnectionType, DatasetType } from './dataset.type.js';
import { ExampleImportType } from './example-import.type.js';
import { ExampleInput } from './example.input.js';
import { ImportExamplesInput } from './import-examples.input.js';

@injectable()
@Resolver(() => DatasetType)
export class DatasetResolver {
  constructor(
    @inject(storeTokens.datasets) private readonly store: DatasetStore,
    private readonly create: CreateDataset,
    private readonly append: AppendExamples,
    private readonly importPiece: ImportExamples,
    private readonly remove: DeleteDataset,
  ) {}

  @Query(() => DatasetType, { nullable: true, description: 'One dataset; null where there is none of this id.' })
  async dataset(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the dataset.' }) id: string,
  ) {
    return (await this.store.find(caller.tenant.id, id)) ?? null;
  }

  @Query(() => DatasetConnectionType, { description: 'All stored datasets, oldest first.' })
  async datasets(
    @Ctx() { caller }: GraphqlContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
    @Arg('name', () => String, { nullable: true, description: 'Only those of this name: its versions.' })
    name: string | undefined,
  ) {
    const page = pageRequest(first, after);
    return toConnection(await this.store.list(caller.tenant.id, page, name), page, (dataset) => dataset);
  }

  @Mutation(() => DatasetType, {
    description:
      'Keep examples for any number of optimizations, as the next version under a name. It grows by `appendExamples` and `importExamples`.',
  })
  createDataset(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => CreateDatasetInput, { description: 'Its name and first examples.' }) input: CreateDatasetInput,
  ) {
    return this.create.run(caller, input);
  }

  @Mutation(() => DatasetType, {
    description:
      'Add examples to a dataset: all or none. What is there already is not stored again, so that a request can be sent twice; optimizations that began before go on with what they had.',
  })
  appendExamples(
    @Ctx() { caller }: GraphqlContext,
    @Arg('dataset', () => ID, { description: 'The dataset that grows.' }) dataset: string,
    @Arg('examples', () => [ExampleInput], { description: 'At most 10,000.' }) examples: ExampleInput[],
  ) {
    return this.append.run(caller, dataset, examples);
  }

  @Mutation(() => ExampleImportType, {
    description:
      'Add a piece of a JSONL or CSV file to a dataset. Send a file of any size piece by piece; a piece can be sent twice.',
  })
  importExamples(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => ImportExamplesInput, { description: 'The piece and how to read it.' })
    input: ImportExamplesInput,
  ) {
    return this.importPiece.run(caller, input);
  }

  @Mutation(() => ID, {
    description: 'Remove a dataset for good; optimizations that use it keep their own copy. Gives its id.',
  })
  deleteDataset(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the dataset.' }) id: string,
  ) {
    return this.remove.run(caller, id);
  }
}
