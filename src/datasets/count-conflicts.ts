import type { Example } from './dataset-store.js';
import { exampleKeys } from './example-keys.js';

/** How many inputs stand among these examples with more than one answer. */
export function countConflicts(examples: readonly Example[]): number {
  const answers = new Map<bigint, bigint>();
  const conflicting = new Set<bigint>();
  for (const { inputs, expected } of examples.map(exampleKeys)) {
    if ((answers.get(inputs) ?? expected) !== expected) conflicting.add(inputs);
    answers.set(inputs, expected);
  }
  return conflicting.size;
}
