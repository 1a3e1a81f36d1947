import { ByomError, nestsTooDeep, type JsonObject, type JsonValue, type ResponseFormat } from '../sdk/index.js';
import { schemaValidator, type SchemaValidator } from './schema-validator.js';
import { withoutOptionalNulls } from './without-optional-nulls.js';

const mostCompiled = 200;
const longestSchema = 64 * 1024;
const fence = '```';
const compiled = new Map<string, SchemaValidator>();

/** Fails with BAD_USER_INPUT where the schema of a response format is none, so that nothing is paid for first. */
export function checkResponseFormat(format: ResponseFormat | undefined): void {
  if (format?.schema) validatorOf(format.schema);
}

export interface JsonAnswer {
  /** Null where the text is no JSON, or not as the schema has it. */
  readonly value: JsonValue;
  readonly problem?: string;
}

/** The value that a text holds, with a code fence around it forgiven. */
export function jsonAnswer(text: string, format: ResponseFormat): JsonAnswer {
  let value: JsonValue;
  try {
    value = JSON.parse(unfenced(text)) as JsonValue;
  } catch {
    return { value: null, problem: 'The answer is not JSON.' };
  }
  if (nestsTooDeep(value)) return { value: null, problem: 'The answer is JSON that nests too deep.' };
  if (format.kind !== 'json-schema' || !format.schema) return { value };
  const isValid = validatorOf(format.schema);
  const valid = isValid(value);
  if (valid === undefined)
    return { value: null, problem: 'The answer is JSON, but takes too long to hold to the schema.' };
  if (valid) return { value };
  const pruned = withoutOptionalNulls(value, format.schema);
  if (isValid(pruned)) return { value: pruned };
  return { value: null, problem: 'The answer is JSON, but not as the schema has it.' };
}

/** By plain searches: models that go on with empty lines to the end of their tokens are known. */
function unfenced(text: string): string {
  const whole = text.trim();
  const line = whole.indexOf('\n');
  if (!whole.startsWith(fence) || !whole.endsWith(fence) || line < 0) return text;
  const language = whole.slice(fence.length, line).trim();
  return /^(?:json)?$/i.test(language) ? whole.slice(line + 1, -fence.length) : text;
}

function validatorOf(schema: JsonObject): SchemaValidator {
  if (nestsTooDeep(schema)) throw new ByomError('BAD_USER_INPUT', 'responseFormat.schema nests too deep.');
  const source = JSON.stringify(schema);
  const former = compiled.get(source);
  if (former) return former;
  if (source.length > longestSchema) throw new ByomError('BAD_USER_INPUT', 'responseFormat.schema is too large.');
  const { $schema: _draft, $id: _id, ...rules } = JSON.parse(source) as JsonObject;
  let validate: SchemaValidator;
  try {
    validate = schemaValidator(rules);
  } catch {
    throw new ByomError('BAD_USER_INPUT', 'responseFormat.schema is not a JSON Schema that can be checked here.');
  }
  if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value!);
  compiled.set(source, validate);
  return validate;
}
