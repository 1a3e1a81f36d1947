import type { ImprovementRequest } from './read-improvement-request.js';
import { readFormat } from './read-format.js';
import { readGuidelines } from './read-guidelines.js';
import { readObject } from './read-json.js';
import { typedValues, valuesOf } from './typed-values.js';

/** Says of each field of the expected JSON answers what its values look like. */
export function fieldGuidelines(request: ImprovementRequest, random: () => number): string[] {
  const shown = request.outcomes.flatMap((outcome) => {
    const value = outcome.expected === undefined ? undefined : readObject(outcome.expected);
    return value === undefined ? [] : [{ input: outcome.input, value }];
  });
  const names = [...new Set(shown.flatMap(({ value }) => Object.keys(value)))];
  const known = readGuidelines(request.instruction).descriptions;
  const format = readFormat(request.instruction);
  const rules = names
    .filter((name) => !known.has(name))
    .map((name) => {
      const values = shown.flatMap((one) => {
        const value = one.value[name];
        return value === undefined || value === null ? [] : [{ input: one.input, value }];
      });
      const texts = values.map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value)));
      const distinct = [...new Set(texts)];
      const type = typedValues
        .map((typed) => ({
          typed,
          hits: values.filter(({ input }, at) => {
            const digits = (text: string) =>
              typeof values[at]?.value === 'number' ? text.replace(/[^\d.-]/g, '') : text;
            return valuesOf(typed.kind, input).some((found) => digits(found) === texts[at]);
          }).length,
        }))
        .toSorted((a, b) => b.hits - a.hits)[0];
      const numeric = values.every(({ value }) => typeof value === 'number') ? ', as a number' : '';
      if (type !== undefined && type.hits > values.length / 2) {
        const example = texts[Math.floor(random() * texts.length)] ?? '';
        return `- ${name}: the ${type.typed.kind} in the input, such as ${example}${numeric}`;
      }
      if (distinct.length < values.length && distinct.length <= 12) return `- ${name}: one of ${distinct.join(', ')}`;
      return `- ${name}: copied from the input, such as ${distinct[0] ?? ''}${numeric}`;
    });
  const demand = `Reply in JSON only, with the fields ${names.join(', ')}.`;
  return [...(format.json && format.bare && format.fields.length > 0 ? [] : [demand]), ...rules];
}
