import { ByomError } from '../sdk/index.js';
import type { ExampleInput } from './check-example.js';
import { checkNewExamples } from './check-new-examples.js';
import type { Example } from './dataset-store.js';
import { exampleKeys } from './example-keys.js';

/** By place, so that the same request makes the same ids. */
function freeId(index: number, taken: Set<string>): string {
  let id = `${index + 1}`;
  while (taken.has(id)) id = `#${id}`;
  taken.add(id);
  return id;
}

/** Examples that come with a run itself: checked, at least one, what was given twice once, with unique ids. */
export function checkExamples(inputs: readonly ExampleInput[]): readonly Example[] {
  if (inputs.length === 0) throw new ByomError('BAD_USER_INPUT', 'A dataset needs at least one example.');
  const checked = checkNewExamples(inputs);
  const taken = new Set(checked.flatMap(({ id }) => id ?? []));
  const seen = new Set<string>();
  return checked.flatMap((example, index) => {
    const { inputs, expected } = exampleKeys(example);
    const content = `${inputs} ${expected} ${example.split}`;
    if (seen.has(content)) return [];
    seen.add(content);
    return Object.assign(example, { id: example.id ?? freeId(index, taken) });
  });
}
