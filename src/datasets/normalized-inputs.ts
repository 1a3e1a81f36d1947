import type { JsonObject, JsonValue } from '../sdk/index.js';

/** Brackets and operators stay: in a formula they are what differs. */
const trivial = /[\s.,;:!?'"\u2018\u2019\u201c\u201d\u2026]+/gu;

function normalizedText(text: string): string {
  const bare = text.normalize('NFKC').toLowerCase().replaceAll(trivial, ' ').trim();
  return bare === '' ? text : bare;
}

function normalized(value: JsonValue): JsonValue {
  if (typeof value === 'string') return normalizedText(value);
  if (Array.isArray(value)) return value.map((item) => normalized(item));
  if (typeof value !== 'object' || value === null) return value;
  return normalizedInputs(value as JsonObject);
}

/** Inputs that differ only in case, spacing or the punctuation of sentences become equal. */
export function normalizedInputs(inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, normalized(value)]));
}
