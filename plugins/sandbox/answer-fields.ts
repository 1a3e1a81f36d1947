import type { JsonObject, JsonValue } from 'byom/sdk';
import type { Attention } from './answer-label.js';
import { extractValue } from './extract-value.js';
import type { Guidelines } from './read-guidelines.js';
import { readObject } from './read-json.js';
import type { Demonstration } from './text-demonstrations.js';

const asText = (value: JsonValue | undefined) =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

function typed(value: string, numeric: boolean): JsonValue {
  const digits = value.replace(/[^\d.-]/g, '');
  return numeric && digits !== '' && Number.isFinite(Number(digits)) ? Number(digits) : value;
}

/** Answers with a JSON object, a value for each field that the prompt asks for or shows. */
export function answerFields(
  input: string,
  names: readonly string[],
  guidelines: Guidelines,
  demonstrations: readonly Demonstration[],
  attention: Attention,
): JsonObject {
  const shown = demonstrations.flatMap((one) => {
    const value = readObject(one.output);
    return value === undefined ? [] : [{ input: one.input, value }];
  });
  const fields = [...new Set([...names, ...shown.flatMap(({ value }) => Object.keys(value))])];
  return Object.fromEntries(
    fields.map((name): [string, JsonValue] => {
      const description = (guidelines.descriptions.get(name) ?? []).join('. ');
      const values = shown.flatMap((one) => (name in one.value ? [one.value[name] ?? null] : []));
      const numeric =
        (values.length > 0 && values.every((value) => typeof value === 'number')) ||
        /\b(?:as a number|numeric|integer|a number|digits only)\b/i.test(description);
      const found = extractValue(
        input,
        {
          name,
          description,
          demonstrations: shown.map((one) => ({ input: one.input, output: asText(one.value[name]) })),
        },
        guidelines,
        attention,
      );
      return [name, found === undefined ? null : typed(found, numeric)];
    }),
  );
}
