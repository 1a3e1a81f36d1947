import { inject, injectable } from 'tsyringe';
import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Dataset, DatasetStore, Split } from '../../datasets/dataset-store.js';
import { SplitEnum } from '../enums/split.enum.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { DatasetLeaksType } from './dataset-leaks.type.js';
import { DatasetType } from './dataset.type.js';
import { ExampleConnectionType } from './example.type.js';
import { exampleId } from './example.resolver.js';

/** What is looked up when it is asked for. */
@injectable()
@Resolver(() => DatasetType)
export class DatasetDetailsResolver {
  constructor(@inject(storeTokens.datasets) private readonly store: DatasetStore) {}

  @FieldResolver(() => ExampleConnectionType, { description: 'Its examples, in the order in which they were given.' })
  async examples(
    @Root() dataset: Dataset,
    @Arg('split', () => SplitEnum, { nullable: true, description: 'Only those pinned to this split.' })
    split: Split | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    const found = await this.store.examples(dataset, page, split);
    // An example's own id is unique within its dataset only, and clients' caches want one that is unique for its type.
    return toConnection(found, page, (example) => ({ ...example, datasetId: dataset.id }));
  }

  @FieldResolver(() => Int, {
    description: 'Inputs that stand there with more than one answer: no prompt can be right about all of them.',
  })
  async conflicts(@Root() dataset: Dataset) {
    return (await this.store.findings(dataset)).conflicts;
  }

  @FieldResolver(() => DatasetLeaksType, {
    description:
      'Inputs pinned to more than one split, up to case, spacing and punctuation. An optimization leaves them in the most held-out one alone: test, else validation.',
  })
  async leaks(@Root() dataset: Dataset) {
    const { leaks } = await this.store.findings(dataset);
    return { count: leaks.count, examples: leaks.examples.map((id) => exampleId(dataset.id, id)) };
  }

  @FieldResolver(() => DatasetType, { nullable: true, description: 'The version before it, if there still is one.' })
  async previous(@Root() dataset: Dataset) {
    return (await this.store.previous(dataset)) ?? null;
  }
}
