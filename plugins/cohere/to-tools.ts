import type { CompletionRequest, JsonObject } from 'byom/sdk';

/** Tools to call, and whether the model must; auto is no choice at all. */
export function toTools({ tools, toolChoice }: CompletionRequest): JsonObject {
  if (!tools?.length) return {};
  return {
    tools: tools.map(({ name, description, schema }) => ({
      type: 'function',
      function: { name, ...(description !== undefined && { description }), parameters: schema },
    })),
    ...(tools.some(({ strict }) => strict) && { strict_tools: true }),
    ...(toolChoice && toolChoice.mode !== 'auto' && { tool_choice: toolChoice.mode === 'none' ? 'NONE' : 'REQUIRED' }),
  };
}
