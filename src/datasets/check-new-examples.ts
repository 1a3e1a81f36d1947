import { ByomError } from '../sdk/index.js';
import { checkExample, type ExampleInput } from './check-example.js';
import type { NewExample } from './dataset-store.js';
import { exampleKeys } from './example-keys.js';

/** Of one request. */
export const MOST_EXAMPLES = 10_000;
export const MOST_REQUEST_BYTES = 16 * 1024 * 1024;

const bad = (index: number, problem: string) => new ByomError('BAD_USER_INPUT', `Example ${index + 1} ${problem}.`);

/** True where both say the same but for their ids and feedback. */
export function isSameExample(one: NewExample, other: NewExample): boolean {
  const [a, b] = [exampleKeys(one), exampleKeys(other)];
  return a.inputs === b.inputs && a.expected === b.expected && one.split === other.split;
}

/**
 * Examples of one request: bounded, JSON-safe, an id for one example each. Fails with BAD_USER_INPUT that names the
 * example's place and the limit, never a value.
 */
export function checkNewExamples(inputs: readonly ExampleInput[]): readonly NewExample[] {
  if (inputs.length > MOST_EXAMPLES) {
    throw new ByomError('BAD_USER_INPUT', `A request takes at most ${MOST_EXAMPLES} examples.`);
  }
  let total = 0;
  const byId = new Map<string, NewExample>();
  return inputs.map((input, index) => {
    const checked = checkExample(input);
    if ('problem' in checked) throw bad(index, checked.problem);
    const { example, bytes } = checked;
    total += bytes;
    if (total > MOST_REQUEST_BYTES) {
      throw new ByomError('BAD_USER_INPUT', `The examples together take at most ${MOST_REQUEST_BYTES / 2 ** 20} MiB.`);
    }
    if (example.id !== undefined) {
      const former = byId.get(example.id);
      if (former !== undefined && !isSameExample(former, example)) throw bad(index, 'has the `id` of an earlier one');
      byId.set(example.id, example);
    }
    return example;
  });
}
