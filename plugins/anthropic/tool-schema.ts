import type { JsonObject, JsonValue } from 'byom/sdk';
import { withSentFields } from './restore-fields.js';

const unions = ['anyOf', 'oneOf', 'allOf'] as const;

/** A tool's schema as the provider takes it: of type object, with no alternatives at its top, and with plain field names. */
export const toToolSchema = (schema: JsonObject): JsonObject => withSentFields(ofObject(schema));

function ofObject(schema: JsonObject): JsonObject {
  if (!isFlattened(schema)) return schema['type'] === 'object' ? schema : { ...schema, type: 'object' };
  const parts = unions.flatMap((name) => (Array.isArray(schema[name]) ? (schema[name] as readonly JsonValue[]) : []));
  const properties = [...parts, schema].map((part) => recordAt(part, 'properties'));
  const demanded = [schema, ...listAt(schema, 'allOf')].flatMap((part) => listAt(part, 'required'));
  const { anyOf: _, oneOf: __, allOf: ___, ...rest } = schema;
  return {
    ...rest,
    type: 'object',
    properties: Object.assign({}, ...properties) as JsonObject,
    ...(demanded.length > 0 ? { required: [...new Set(demanded)] } : {}),
  };
}

/** Whether alternatives at its top are merged, so that it demands less than it did. */
export const isFlattened = (schema: JsonObject): boolean => unions.some((name) => Array.isArray(schema[name]));

const recordAt = (value: JsonValue, name: string): object => {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
};

const listAt = (value: JsonValue, name: string): readonly JsonValue[] => {
  const found = isObject(value) ? value[name] : undefined;
  return Array.isArray(found) ? (found as readonly JsonValue[]) : [];
};

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
