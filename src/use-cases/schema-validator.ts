import { Ajv } from 'ajv';
import { RE2JS } from 're2js';
import { stringify } from 'safe-stable-stringify';
import type { JsonObject, JsonValue } from '../sdk/index.js';

/** Undefined where it takes too long to tell. */
export type SchemaValidator = (value: JsonValue) => boolean | undefined;

/** Of one check, tenths of a second: a turn of a loop, or a reference followed, weighs as much as the code around it. */
const mostWork = 1_500_000;
const charactersOfCode = 5_000;
/** States of a pattern, times the characters that it is held against, that weigh as much as that code. */
const statesOfPattern = 10;
/** As the generator writes them. */
const heads = /return function \w+\(data, [^)]*\)\{|for\((?:[\w ]+|[\w <=;+-]*)\)\{/g;

let left = 0;
function work(amount: number): void {
  if ((left -= amount) < 0) throw new RangeError('This takes too long.');
}

/** Patterns in a customer's schema run in linear time, as they run on a model's text. */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const linear = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return {
      test(text: string) {
        work((text.length * linear.programSize()) / statesOfPattern);
        return linear.test(text);
      },
    };
  },
  { code: 'linearRegExp' },
);

/** A schema of a few lines can ask for work without end: references that multiply, loops beside loops. */
function counted(code: string): string {
  const weight = Math.ceil(code.length / charactersOfCode);
  return code.replaceAll(heads, (head) => `${head}self.work(${weight});`);
}

/** Fails where the schema is none. */
export function schemaValidator(schema: JsonObject): SchemaValidator {
  // In place of a reference, the whole of what it refers to would be written down once more.
  const options = { strict: false, validateFormats: false, logger: false, inlineRefs: false } as const;
  // Shorter code takes it several times as long to write.
  const code = { regExp: linearRegExp, process: counted, optimize: false };
  const ajv = Object.assign(new Ajv({ ...options, code }), { work });
  // Its own compares each with each.
  ajv.removeKeyword('uniqueItems').addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (wanted: boolean, items: readonly JsonValue[]) =>
      !wanted || new Set(items.map((item) => stringify(item))).size === items.length,
  });
  left = mostWork;
  const validate = ajv.compile(schema);
  return (value) => {
    left = mostWork;
    try {
      return validate(value);
    } catch (error) {
      // Of the stack, too, where a schema refers to itself for ever.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
}
