import type { JsonObject, JsonValue, Tool } from 'byom/sdk';

const mostTools = 20;
const mostLooseFields = 16;

/** Whether more tools are to be held to their schemas than the provider compiles. */
export function tooStrict(tools: readonly Tool[]): boolean {
  const strict = tools.filter((tool) => tool.strict === true);
  const loose = strict.reduce((sum, { schema }) => sum + looseFields(schema), 0);
  return strict.length > mostTools || loose > mostLooseFields;
}

/** Fields that may be left out or are of several types. */
function looseFields(node: JsonValue): number {
  if (Array.isArray(node))
    return (node as readonly JsonValue[]).reduce((sum: number, one) => sum + looseFields(one), 0);
  if (typeof node !== 'object' || node === null) return 0;
  const { properties, required = [] } = node as JsonObject;
  let count = 0;
  if (typeof properties === 'object' && properties !== null) {
    for (const [name, field] of Object.entries(properties)) {
      const optional = !(Array.isArray(required) && (required as readonly JsonValue[]).includes(name));
      if (optional || isUnion(field)) count += 1;
    }
  }
  return Object.values(node).reduce((sum: number, inner) => sum + looseFields(inner), count);
}

const isUnion = (field: JsonValue) =>
  typeof field === 'object' &&
  field !== null &&
  ('anyOf' in field || 'oneOf' in field || ('type' in field && Array.isArray(field.type)));
