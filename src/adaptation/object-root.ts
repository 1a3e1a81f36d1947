import type { JsonObject } from '../sdk/index.js';

const field = 'answer';

/** A schema whose root is an object: another one as the field of an object, named beside it. */
export function objectRoot(schema: JsonObject): { readonly schema: JsonObject; readonly answerIn?: string } {
  if (schema['type'] === 'object') return { schema };
  const { $defs, definitions, ...inner } = schema;
  return {
    schema: {
      type: 'object',
      properties: { [field]: inner },
      required: [field],
      additionalProperties: false,
      // References start at the root.
      ...($defs !== undefined && { $defs }),
      ...(definitions !== undefined && { definitions }),
    },
    answerIn: field,
  };
}
