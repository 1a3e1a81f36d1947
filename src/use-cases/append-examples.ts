import type { ExampleInput } from '../datasets/check-example.js';
import { checkNewExamples } from '../datasets/check-new-examples.js';
import type { Dataset, DatasetStore } from '../datasets/dataset-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** Grows a dataset, all at once or not at all. Sent twice, nothing is there twice; runs that began before see none of it. */
export class AppendExamples {
  constructor(private readonly deps: { readonly datasets: DatasetStore }) {}

  async run(caller: Caller, dataset: string, inputs: readonly ExampleInput[]): Promise<Dataset> {
    const examples = checkNewExamples(inputs);
    const appended = await this.deps.datasets.append(caller.tenant.id, dataset, examples);
    if (appended === undefined) throw new ByomError('NOT_FOUND', 'There is no dataset of yours with this id.');
    if ('clashes' in appended) {
      throw new ByomError(
        'BAD_USER_INPUT',
        `Example ${appended.clashes[0]! + 1} has the \`id\` of another one in the dataset.`,
      );
    }
    return appended.dataset;
  }
}
