import type { JsonObject, JsonValue } from '../sdk/index.js';
import { splits, type NewExample, type Split } from './dataset-store.js';

/** As it comes from a customer. */
export interface ExampleInput {
  /** The customer's own, unique within the dataset; made where left out. */
  readonly id?: string | null;
  readonly inputs: JsonObject;
  /** Left out where there is none; null is a value. */
  readonly expected?: JsonValue;
  readonly feedback?: string | null;
  /** Pins the example to a split. */
  readonly split?: Split | null;
}

/** What is wrong with an example, in words that follow its place and hold no value of it. */
export interface ExampleFault {
  readonly field?: keyof ExampleInput;
  readonly problem: string;
}

/** Of one example as JSON. */
export const MOST_EXAMPLE_BYTES = 256 * 1024;
const MOST_DEPTH = 32;
const madeId = /^#\d+$/;

/** True for what survives JSON and a Postgres text or jsonb column unchanged. */
function jsonSafe(value: unknown, depth = 0): boolean {
  if (depth > MOST_DEPTH) return false;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (Array.isArray(value)) return value.every((item) => jsonSafe(item, depth + 1));
  if (typeof value !== 'object') return false;
  return Object.entries(value).every(
    ([key, item]) => key !== '__proto__' && jsonSafe(key) && jsonSafe(item, depth + 1),
  );
}

/** The example as it is stored, with its size as JSON, or what is wrong with it. */
export function checkExample(
  input: ExampleInput,
): { readonly example: NewExample; readonly bytes: number } | ExampleFault {
  const { inputs } = input;
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs) || Object.keys(inputs).length === 0) {
    return { field: 'inputs', problem: 'has no input field: `inputs` is an object with at least one' };
  }
  // What we made for an example of another dataset is made anew.
  const id = input.id === null || madeId.test(input.id ?? '') ? undefined : input.id;
  if (id !== undefined && !/^\P{Cc}{1,200}$/u.test(id)) {
    return {
      field: 'id',
      problem: 'has an `id` that is empty, longer than 200 characters or has control characters',
    };
  }
  const split = input.split ?? undefined;
  if (split !== undefined && !splits.includes(split)) return { field: 'split', problem: 'has an unknown `split`' };
  const feedback = input.feedback ?? '';
  const example: NewExample = {
    ...(id !== undefined ? { id } : {}),
    inputs,
    ...(input.expected !== undefined ? { expected: input.expected } : {}),
    ...(feedback !== '' ? { feedback } : {}),
    ...(split !== undefined ? { split } : {}),
  };
  if (!jsonSafe(example)) {
    return {
      problem: `holds what JSON cannot carry (a NUL, half a surrogate pair, a number that is not finite, a field named __proto__) or nests deeper than ${MOST_DEPTH} levels`,
    };
  }
  const bytes = Buffer.byteLength(JSON.stringify(example));
  if (bytes > MOST_EXAMPLE_BYTES) return { problem: `is larger than ${MOST_EXAMPLE_BYTES / 1024} KiB` };
  return { example, bytes };
}
