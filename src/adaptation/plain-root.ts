import type { JsonObject, JsonValue } from '../sdk/index.js';

const unions = ['anyOf', 'oneOf', 'allOf'];
const others = ['enum', 'const', 'not'];

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const propertiesOf = (schema: JsonObject): JsonObject => (isObject(schema['properties']) ? schema['properties'] : {});

/**
 * A schema whose root is an object and nothing but: what its alternatives hold becomes its own, demanded of none, and
 * what else may not stand there goes. `losses` gets what is no longer demanded.
 */
export function plainRoot(schema: JsonObject, losses: string[]): JsonObject {
  const odd = [...unions, ...others].filter((keyword) => schema[keyword] !== undefined);
  const typed = schema['type'] === 'object' && isObject(schema['properties']);
  if (odd.length === 0 && typed) return schema;
  losses.push(...odd);
  const variants = unions
    .flatMap((keyword) => (Array.isArray(schema[keyword]) ? (schema[keyword] as readonly JsonValue[]) : []))
    .filter(isObject);
  const kept = Object.entries(schema).filter(([keyword]) => !odd.includes(keyword));
  return {
    ...Object.fromEntries(kept),
    type: 'object',
    properties: { ...Object.assign({}, ...variants.map(propertiesOf)), ...propertiesOf(schema) },
  };
}
