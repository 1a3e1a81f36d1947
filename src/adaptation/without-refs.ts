import type { JsonObject, JsonValue } from '../sdk/index.js';

/** References inside one schema that grow beyond this are no longer followed. */
const mostNodes = 5_000;

/** A schema with its own definitions in the place of references to them; one that contains itself becomes any value. */
export function withoutRefs(schema: JsonObject, losses: string[]): JsonObject {
  if (!JSON.stringify(schema).includes('"$ref"')) return schema;
  let nodes = 0;
  const resolve = (value: JsonValue, open: readonly string[]): JsonValue => {
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => resolve(one, open));
    if (typeof value !== 'object' || value === null) return value;
    nodes += 1;
    const { $ref: ref, ...rest } = value as JsonObject;
    if (typeof ref === 'string') {
      const target = nodes > mostNodes || open.includes(ref) ? undefined : targetOf(schema, ref);
      if (target === undefined) losses.push('$ref');
      const said = resolve(target ?? {}, [...open, ref]) as JsonObject;
      return { ...said, ...(resolve(rest, open) as JsonObject) };
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, open)]));
  };
  const { $defs: _, definitions: __, ...root } = schema;
  return resolve(root, ['#']) as JsonObject;
}

function targetOf(schema: JsonObject, ref: string): JsonObject | undefined {
  if (!ref.startsWith('#/')) return undefined;
  let at: JsonValue | undefined = schema;
  for (const step of ref.slice(2).split('/')) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = (at as JsonObject)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as JsonObject) : undefined;
}
