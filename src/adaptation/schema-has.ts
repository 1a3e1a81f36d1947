import type { JsonObject, JsonValue, SchemaTraits } from '../sdk/index.js';

/** Definitions and references count where they are used, as often as that is, up to so many places. */
const mostPlaces = 5_000;

/** Whether a JSON Schema has at least one of these traits. */
export function schemaHas(schema: JsonObject | undefined, traits: SchemaTraits): boolean {
  if (schema === undefined) return false;
  let recursive = false;
  let open = false;
  let optional = 0;
  let places = 0;
  const visit = (node: JsonValue | undefined, inside: readonly JsonObject[]): void => {
    if (Array.isArray(node)) {
      for (const one of node as readonly JsonValue[]) visit(one, inside);
      return;
    }
    if (!isObject(node) || (places += 1) > mostPlaces) return;
    if (inside.includes(node)) {
      recursive = true;
      return;
    }
    const within = [...inside, node];
    if (typeof node['$ref'] === 'string') visit(targetOf(schema, node['$ref']), within);
    open ||= isOpen(node);
    if (isObject(node['properties'])) {
      const required = new Set(Array.isArray(node['required']) ? (node['required'] as readonly JsonValue[]) : []);
      optional += Object.keys(node['properties']).filter((name) => !required.has(name)).length;
      for (const field of Object.values(node['properties'])) visit(field, within);
    }
    for (const key of ['items', 'prefixItems', 'anyOf', 'oneOf', 'allOf', 'additionalProperties'])
      visit(node[key], within);
  };
  visit(schema, []);
  const { recursive: noLoops, open: noOpen, optionalAbove = Infinity } = traits;
  return (noLoops === true && recursive) || (noOpen === true && open) || optional > optionalAbove;
}

function isOpen({ type, properties, additionalProperties: more, patternProperties }: JsonObject): boolean {
  if (more === true || isObject(more) || isObject(patternProperties)) return true;
  const object = type === 'object' || (Array.isArray(type) && (type as readonly JsonValue[]).includes('object'));
  return object && properties === undefined && more !== false;
}

function targetOf(schema: JsonObject, ref: string): JsonValue | undefined {
  if (ref === '#') return schema;
  if (!ref.startsWith('#/')) return undefined;
  let at: JsonValue | undefined = schema;
  for (const step of ref.slice(2).split('/')) {
    at = isObject(at) ? at[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return at;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
