import { ByomError, type JsonObject, type JsonValue } from '../sdk/index.js';
import { splits, type Example, type Split } from './dataset-store.js';

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

export const MOST_EXAMPLES = 10_000;
/** Of one example as JSON, and of all of them. */
export const MOST_EXAMPLE_BYTES = 256 * 1024;
export const MOST_DATASET_BYTES = 16 * 1024 * 1024;
const MOST_DEPTH = 32;

const bad = (index: number, message: string) => new ByomError('BAD_USER_INPUT', `Example ${index + 1} ${message}.`);

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

function checkExample(input: ExampleInput, index: number): Example {
  const { inputs } = input;
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs) || Object.keys(inputs).length === 0) {
    throw bad(index, 'has no input field: `inputs` is an object with at least one');
  }
  const id = input.id ?? '';
  if (input.id === '' || !/^\P{Cc}{0,200}$/u.test(id)) {
    throw bad(index, 'has an `id` that is empty, longer than 200 characters or has control characters');
  }
  const split = input.split ?? undefined;
  if (split !== undefined && !splits.includes(split)) throw bad(index, 'has an unknown `split`');
  const feedback = input.feedback ?? '';
  const kept: Example = {
    id,
    inputs,
    ...(input.expected !== undefined ? { expected: input.expected } : {}),
    ...(feedback !== '' ? { feedback } : {}),
    ...(split !== undefined ? { split } : {}),
  };
  if (!jsonSafe(kept)) {
    throw bad(
      index,
      `holds what JSON cannot carry (a NUL, half a surrogate pair, a number that is not finite, a field named __proto__) or nests deeper than ${MOST_DEPTH} levels`,
    );
  }
  return kept;
}

/** By place, so that the same request makes the same dataset. */
function freeId(index: number, taken: Set<string>): string {
  let id = `${index + 1}`;
  while (taken.has(id)) id = `#${id}`;
  taken.add(id);
  return id;
}

/**
 * Examples as they are stored: bounded, JSON-safe, with unique ids. Fails with BAD_USER_INPUT that names the example's
 * place and the limit, never a value.
 */
export function checkExamples(inputs: readonly ExampleInput[]): readonly Example[] {
  if (inputs.length === 0) throw new ByomError('BAD_USER_INPUT', 'A dataset needs at least one example.');
  if (inputs.length > MOST_EXAMPLES) {
    throw new ByomError('BAD_USER_INPUT', `A request takes at most ${MOST_EXAMPLES} examples.`);
  }
  let bytes = 0;
  const ids = new Set<string>();
  const checkedExamples = inputs.map((input, index) => {
    const checked = checkExample(input, index);
    const size = Buffer.byteLength(JSON.stringify(checked));
    if (size > MOST_EXAMPLE_BYTES) throw bad(index, `is larger than ${MOST_EXAMPLE_BYTES / 1024} KiB`);
    bytes += size;
    if (bytes > MOST_DATASET_BYTES) {
      throw new ByomError('BAD_USER_INPUT', `The examples together take at most ${MOST_DATASET_BYTES / 2 ** 20} MiB.`);
    }
    if (checked.id !== '' && ids.has(checked.id)) throw bad(index, 'has the `id` of an earlier one');
    if (checked.id !== '') ids.add(checked.id);
    return checked;
  });
  return checkedExamples.map((example, index) => {
    if (example.id !== '') return example;
    return Object.assign(example, { id: freeId(index, ids) });
  });
}
