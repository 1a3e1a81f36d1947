import { hash } from 'node:crypto';
import type { NewExample } from './dataset-store.js';
import { normalizedInputs } from './normalized-inputs.js';
import { stableStringify } from './stable-stringify.js';

/** Numbers of 64 bits (signed, as databases have them) that are equal for what is equal. */
export interface ExampleKeys {
  readonly inputs: bigint;
  /** None and null are two answers. */
  readonly expected: bigint;
  /** Equal also for inputs that are nearly the same. */
  readonly near: bigint;
}

const keyOf = (text: string) => hash('sha256', text, 'buffer').readBigInt64BE(0);

export function nearKey({ inputs }: Pick<NewExample, 'inputs'>): bigint {
  return keyOf(stableStringify(normalizedInputs(inputs)));
}

/** Of each example once: it may be compared with many. */
const known = new WeakMap<NewExample, ExampleKeys>();

export function exampleKeys(example: NewExample): ExampleKeys {
  const former = known.get(example);
  if (former) return former;
  const keys = {
    inputs: keyOf(stableStringify(example.inputs)),
    expected: keyOf(example.expected === undefined ? '' : stableStringify(example.expected)),
    near: nearKey(example),
  };
  known.set(example, keys);
  return keys;
}
