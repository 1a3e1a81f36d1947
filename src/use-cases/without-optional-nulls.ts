import type { JsonObject, JsonValue } from '../sdk/index.js';

/** Where a schema was sent with every property required, null stands for one that is not there: it is left out again. */
export function withoutOptionalNulls(value: JsonValue, schema: JsonValue | undefined): JsonValue {
  if (!isObject(schema)) return value;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => withoutOptionalNulls(item, schema['items']));
  }
  if (!isObject(value)) return value;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, held]) => held !== null || required.includes(name) || properties[name] === undefined)
      .map(([name, held]) => [name, withoutOptionalNulls(held, properties[name])]),
  );
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
