import type { CompletionRequest, JsonObject, Tool } from 'byom/sdk';

/** Tools to call, and whether the model must; auto is no choice at all. */
export function toTools({ tools, toolChoice }: CompletionRequest): JsonObject {
  if (!tools?.length) return {};
  return {
    tools: tools.map(({ name, description, schema }) => ({
      type: 'function',
      function: { name, ...(description !== undefined && { description }), parameters: schema },
    })),
    ...(tools.some(({ strict }) => strict) && canBeStrict(tools) && { strict_tools: true }),
    ...(toolChoice && toolChoice.mode !== 'auto' && { tool_choice: toolChoice.mode === 'none' ? 'NONE' : 'REQUIRED' }),
  };
}

/** Strictness is of all tools together, and each of them must then require a parameter. */
export const canBeStrict = (tools: readonly Tool[]): boolean =>
  tools.every(({ schema }) => Array.isArray(schema['required']) && schema['required'].length > 0);
