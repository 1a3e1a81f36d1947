import { createHash } from 'node:crypto';
import type { CompletionRequest, JsonObject, JsonValue, ToolCall } from 'byom/sdk';

const taken = /^[\w.-]{1,64}$/;

/** A field's name as the provider takes it in a tool's schema; the same each time, and no two names become one. */
function sentName(name: string): string {
  if (taken.test(name)) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.replaceAll(/[^\w.-]/g, '_').slice(0, 55)}_${digest}`;
}

/** A schema whose fields have names that are taken, wherever in it they stand. */
export function withSentFields(schema: JsonObject): JsonObject {
  if (oddNames(schema).length === 0) return schema;
  const renamed = (node: JsonValue): JsonValue => {
    if (Array.isArray(node)) return (node as readonly JsonValue[]).map(renamed);
    if (!isObject(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        if (key === 'properties' && isObject(value)) {
          return [
            key,
            Object.fromEntries(Object.entries(value).map(([name, field]) => [sentName(name), renamed(field)])),
          ];
        }
        if (key === 'required' && Array.isArray(value)) {
          return [
            key,
            (value as readonly JsonValue[]).map((name) => (typeof name === 'string' ? sentName(name) : name)),
          ];
        }
        return [key, renamed(value)];
      }),
    );
  };
  return renamed(schema) as JsonObject;
}

/** What calls of the request's tools were given, with the field names that are sent; other names stay. */
export function sendFields({ tools = [] }: CompletionRequest): (given: JsonValue) => JsonValue {
  const odd = new Set(tools.flatMap(({ schema }) => oddNames(schema)));
  if (odd.size === 0) return (given) => given;
  return (given) => withNames(given, (name) => (odd.has(name) ? sentName(name) : name));
}

/** Gives calls their own field names back; undefined where all of the request's names are taken as they are. */
export function restoreFields({ tools = [] }: CompletionRequest): ((call: ToolCall) => ToolCall) | undefined {
  const names = new Map(tools.flatMap(({ schema }) => oddNames(schema)).map((name) => [sentName(name), name]));
  if (names.size === 0) return undefined;
  return (call) => ({ ...call, arguments: withNames(call.arguments, (name) => names.get(name) ?? name) });
}

/** The names in a schema that are not taken. */
function oddNames(node: JsonValue): string[] {
  if (Array.isArray(node)) return (node as readonly JsonValue[]).flatMap(oddNames);
  if (!isObject(node)) return [];
  const own = isObject(node['properties']) ? Object.keys(node['properties']).filter((name) => !taken.test(name)) : [];
  return [...own, ...Object.values(node).flatMap(oddNames)];
}

function withNames(value: JsonValue, name: (key: string) => string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => withNames(one, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), withNames(inner, name)]));
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
