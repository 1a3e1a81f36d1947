import { checkExamples } from '../../datasets/check-examples.js';
import { countConflicts } from '../../datasets/count-conflicts.js';
import type { DatasetStore, Example } from '../../datasets/dataset-store.js';
import { ByomError } from '../../sdk/index.js';
import { givenFields } from '../given-fields.js';
import type { DatasetInput } from './optimization-input.js';

/** Of a larger dataset a run works on a sample: no search has use for more. */
const MOST_RUN_EXAMPLES = 10_000;

export interface RunExamples {
  readonly examples: readonly Example[];
  /** The stored one. */
  readonly dataset?: { readonly id: string; readonly size: number };
  /** What its customer should know about them, a sentence each. */
  readonly warnings: readonly string[];
}

/** The examples of a run, of a stored dataset or as given. Fails with BAD_USER_INPUT or NOT_FOUND. */
export async function runExamples(
  datasets: DatasetStore,
  tenant: string,
  dataset: DatasetInput,
  seed: number,
): Promise<RunExamples> {
  const { id, examples: given } = givenFields(dataset);
  if ((id === undefined) === (given === undefined))
    throw new ByomError('BAD_USER_INPUT', '`dataset` is given either by `id` or by its `examples`.');
  if (id === undefined) {
    const examples = checkExamples(given!);
    const again = given!.length - examples.length;
    const warning = `${again} of the examples were given more than once, and count once.`;
    return withConflicts(examples, again === 0 ? [] : [warning]);
  }
  const stored = await datasets.find(tenant, id);
  if (stored === undefined) throw new ByomError('NOT_FOUND', 'There is no dataset of yours with this id.');
  const examples = await datasets.forRun(tenant, id, { most: MOST_RUN_EXAMPLES, seed });
  if (examples.length === 0) throw new ByomError('BAD_USER_INPUT', 'The dataset has no examples.');
  const warning = `It works on ${examples.length} of the dataset's ${stored.size} examples, drawn by its seed.`;
  const { size } = stored;
  return { ...withConflicts(examples, examples.length < size ? [warning] : []), dataset: { id, size } };
}

function withConflicts(examples: readonly Example[], warnings: readonly string[]): RunExamples {
  const conflicts = countConflicts(examples);
  if (conflicts === 0) return { examples, warnings };
  const warning = `${conflicts} inputs stand in the examples with more than one answer: no prompt can be right about all of them.`;
  return { examples, warnings: [...warnings, warning] };
}
