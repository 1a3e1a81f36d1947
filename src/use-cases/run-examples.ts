import { checkExamples } from '../datasets/check-examples.js';
import type { DatasetStore, Example } from '../datasets/dataset-store.js';
import { ByomError } from '../sdk/index.js';
import { givenFields } from './given-fields.js';
import type { DatasetInput } from './optimization-input.js';

/** Of a larger dataset a run works on a sample: no search has use for more. */
const MOST_RUN_EXAMPLES = 10_000;

/** The examples of a run, of a stored dataset or as given. Fails with BAD_USER_INPUT or NOT_FOUND. */
export async function runExamples(
  datasets: DatasetStore,
  tenant: string,
  dataset: DatasetInput,
  seed: number,
): Promise<readonly Example[]> {
  const { id, examples } = givenFields(dataset);
  if ((id === undefined) === (examples === undefined))
    throw new ByomError('BAD_USER_INPUT', '`dataset` is given either by `id` or by its `examples`.');
  if (id === undefined) return checkExamples(examples!);
  if ((await datasets.find(tenant, id)) === undefined) {
    throw new ByomError('NOT_FOUND', 'There is no dataset of yours with this id.');
  }
  const stored = await datasets.forRun(tenant, id, { most: MOST_RUN_EXAMPLES, seed });
  if (stored.length === 0) throw new ByomError('BAD_USER_INPUT', 'The dataset has no examples.');
  return stored;
}
