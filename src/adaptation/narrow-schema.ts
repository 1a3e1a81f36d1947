import type { JsonObject, JsonValue, StrictSchema } from '../sdk/index.js';
import { plainRoot } from './plain-root.js';
import { withoutRefs } from './without-refs.js';

export interface NarrowedSchema {
  /** The very schema that was given where nothing had to change. */
  readonly schema: JsonObject;
  /** False where it no longer demands all that it did. */
  readonly lossless: boolean;
}

type Wishes = Pick<
  StrictSchema,
  | 'plainRoot'
  | 'arrayItems'
  | 'closed'
  | 'allRequired'
  | 'someRequired'
  | 'dropKeywords'
  | 'inlineRefs'
  | 'bareRefs'
  | 'oneOfAsAnyOf'
  | 'mergedAllOf'
  | 'constAsEnum'
  | 'mostItems'
>;

/** Where a JSON Schema holds schemas: by name, in a list, or one alone. */
const byName = ['properties', 'patternProperties', '$defs', 'definitions'];
const inList = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const alone = ['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'];

/** Brings a JSON Schema into the form that a provider takes; bringing it there twice changes nothing more. */
export function narrowSchema(schema: JsonObject, wishes: Wishes): NarrowedSchema {
  const losses: string[] = [];
  const rooted = wishes.plainRoot ? plainRoot(schema, losses) : schema;
  const resolved = wishes.inlineRefs ? withoutRefs(rooted, losses) : rooted;
  const { mostItems = Infinity, dropKeywords = [] } = wishes;
  const bounded = itemsAllowed(resolved) <= mostItems;
  const narrowed = narrow(
    resolved,
    bounded ? wishes : { ...wishes, dropKeywords: [...dropKeywords, 'maxItems'] },
    losses,
  );
  return { schema: narrowed, lossless: losses.length === 0 };
}

/** The bounds of all arrays, added up. */
function itemsAllowed(schema: JsonObject): number {
  const { maxItems } = schema;
  let sum = typeof maxItems === 'number' ? maxItems : 0;
  inside(schema, (inner) => {
    sum += itemsAllowed(inner);
    return inner;
  });
  return sum;
}

function narrow(node: JsonObject, wishes: Wishes, losses: string[]): JsonObject {
  if (wishes.bareRefs && typeof node['$ref'] === 'string') return bareRef(node, losses);
  let schema = inside(node, (inner) => narrow(inner, wishes, losses));
  if (wishes.mergedAllOf && Array.isArray(schema['allOf'])) schema = merged(schema, losses);
  if (wishes.oneOfAsAnyOf && Array.isArray(schema['oneOf'])) {
    const { oneOf, ...rest } = schema;
    schema = { ...rest, anyOf: oneOf };
    losses.push('oneOf');
  }
  if (wishes.constAsEnum && schema['const'] !== undefined) {
    const { const: value, ...rest } = schema;
    schema = { ...rest, enum: [value] };
  }
  if (wishes.dropKeywords) schema = withoutKeywords(schema, wishes.dropKeywords, losses);
  if (wishes.arrayItems && isArraySchema(schema) && schema['items'] === undefined && !schema['prefixItems']) {
    schema = { ...schema, items: {} };
  }
  if (isObjectSchema(schema)) {
    if (wishes.allRequired) schema = allRequired(schema);
    if (wishes.someRequired) schema = someRequired(schema);
    if (wishes.closed && schema['additionalProperties'] !== false) {
      if (schema['additionalProperties'] !== undefined) losses.push('additionalProperties');
      schema = { ...schema, additionalProperties: false };
    }
  }
  return schema;
}

/** The schema with each schema in it changed; the same object where none is. */
function inside(node: JsonObject, change: (inner: JsonObject) => JsonObject): JsonObject {
  let changed: Record<string, JsonValue> | undefined;
  const put = (key: string, value: JsonValue) => {
    if (value !== node[key]) (changed ??= { ...node })[key] = value;
  };
  for (const key of byName) if (isObject(node[key])) put(key, mapValues(node[key], change));
  for (const key of inList) if (Array.isArray(node[key])) put(key, mapList(node[key] as readonly JsonValue[], change));
  for (const key of alone) if (isObject(node[key])) put(key, change(node[key]));
  return changed ?? node;
}

function mapValues(values: JsonObject, change: (inner: JsonObject) => JsonObject): JsonObject {
  const mapped = Object.entries(values).map(([key, value]) => [key, isObject(value) ? change(value) : value] as const);
  return mapped.every(([key, value]) => value === values[key]) ? values : Object.fromEntries(mapped);
}

function mapList(values: readonly JsonValue[], change: (inner: JsonObject) => JsonObject): readonly JsonValue[] {
  const mapped = values.map((value) => (isObject(value) ? change(value) : value));
  return mapped.every((value, index) => value === values[index]) ? values : mapped;
}

function withoutKeywords(schema: JsonObject, keywords: readonly string[], losses: string[]): JsonObject {
  const dropped = keywords.filter((keyword) => schema[keyword] !== undefined);
  if (dropped.length === 0) return schema;
  losses.push(...dropped);
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => !keywords.includes(key)));
  const said = dropped.map((keyword) => `${keyword}: ${JSON.stringify(schema[keyword]).slice(0, 200)}`).join(', ');
  if (keywords.includes('description')) return kept;
  const { description } = schema;
  return { ...kept, description: typeof description === 'string' ? `${description} (${said})` : said };
}

function allRequired(schema: JsonObject): JsonObject {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : []);
  const names = Object.keys(properties);
  const optional = names.filter((name) => !required.has(name));
  if (optional.length === 0) return schema;
  const nullables = optional.map((name) => [name, nullable(properties[name]!)] as const);
  return { ...schema, properties: { ...properties, ...Object.fromEntries(nullables) }, required: names };
}

const words = new Set(['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly']);

function bareRef(node: JsonObject, losses: string[]): JsonObject {
  const beside = Object.keys(node).filter((key) => !key.startsWith('$'));
  losses.push(...beside.filter((key) => !words.has(key)));
  return beside.length === 0 ? node : Object.fromEntries(Object.entries(node).filter(([key]) => key.startsWith('$')));
}

/** Whatever has a property more is taken all the same. */
function someRequired(schema: JsonObject): JsonObject {
  const [first] = Object.keys(isObject(schema['properties']) ? schema['properties'] : {});
  const requires = Array.isArray(schema['required']) && schema['required'].length > 0;
  return first === undefined || requires ? schema : { ...schema, required: [first] };
}

/** A schema that takes null too, in the place of a property that is not there. */
function nullable(schema: JsonValue): JsonValue {
  if (!isObject(schema)) return schema;
  const { type, enum: values } = schema;
  const types = typeof type === 'string' ? [type] : type;
  if (Array.isArray(types) && schema['const'] === undefined) {
    if (types.includes('null')) return schema;
    return {
      ...schema,
      type: [...(types as readonly JsonValue[]), 'null'],
      ...(Array.isArray(values) && { enum: [...(values as readonly JsonValue[]), null] }),
    };
  }
  const some = schema['anyOf'];
  if (Array.isArray(some)) {
    const takes = some.some((one) => isObject(one as JsonValue) && (one as JsonObject)['type'] === 'null');
    return takes ? schema : { ...schema, anyOf: [...(some as readonly JsonValue[]), { type: 'null' }] };
  }
  return { anyOf: [schema, { type: 'null' }] };
}

/** Parts of `allOf` in one schema; where two say something of the same thing, the later is heard. */
function merged({ allOf, ...rest }: JsonObject, losses: string[]): JsonObject {
  const whole: Record<string, JsonValue> = { ...rest };
  // What was put together here and may grow: of many parts, nothing is copied for each.
  const properties = new WeakSet<object>();
  const required = new WeakMap<object, Set<JsonValue>>();
  for (const part of (allOf as readonly JsonValue[]).filter(isObject)) {
    for (const [key, value] of Object.entries(part)) {
      const former = whole[key];
      if (key === 'properties' && isObject(former) && isObject(value)) {
        const together = properties.has(former) ? former : { ...former };
        properties.add(together);
        whole[key] = Object.assign(together, value);
      } else if (key === 'required' && Array.isArray(former) && Array.isArray(value)) {
        const names = required.get(former) ?? new Set(former as readonly JsonValue[]);
        const together = required.has(former) ? (former as JsonValue[]) : [...names];
        required.set(together, names);
        for (const name of value as readonly JsonValue[]) {
          if (!names.has(name)) together.push(name);
          names.add(name);
        }
        whole[key] = together;
      } else {
        if (former !== undefined && JSON.stringify(former) !== JSON.stringify(value)) losses.push('allOf');
        whole[key] = value;
      }
    }
  }
  return whole;
}

const isArraySchema = ({ type }: JsonObject) =>
  type === 'array' || (Array.isArray(type) && (type as readonly JsonValue[]).includes('array'));

const isObjectSchema = ({ type, properties }: JsonObject) =>
  type === 'object' || (Array.isArray(type) && type.includes('object')) || isObject(properties);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
