import type { JsonObject, JsonValue } from 'byom/sdk';

/** Values here are schemas, or lists or maps of them. */
const nested = new Set(['items', 'prefixItems', 'additionalProperties', 'anyOf', 'oneOf', 'allOf']);
const named = new Set(['properties', '$defs', 'definitions']);

/** A schema whose constants are spelled as an enum of one, since `const` is not known; it means the same. */
export function toResponseSchema(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, JsonValue] => {
      if (keyword === 'const') return ['enum', [value]];
      if (nested.has(keyword)) return [keyword, inside(value)];
      if (named.has(keyword) && isObject(value)) {
        return [keyword, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inside(one)]))];
      }
      return [keyword, value];
    }),
  );
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inside = (value: JsonValue): JsonValue =>
  Array.isArray(value) ? value.map(inside) : isObject(value) ? toResponseSchema(value) : value;
