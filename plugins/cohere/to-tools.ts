import type { CompletionRequest, JsonObject } from 'byom/sdk';

/** Tools to call, and whether the model must; one that is named goes alone, since a choice cannot name it. */
export function toTools({ tools = [], toolChoice }: CompletionRequest): JsonObject {
  const named = toolChoice?.mode === 'tool' ? tools.filter(({ name }) => name === toolChoice.tool) : [];
  const sent = named.length > 0 ? named : tools;
  if (sent.length === 0) return {};
  return {
    tools: sent.map(({ name, description, schema }) => ({
      type: 'function',
      function: { name, ...(description !== undefined && { description }), parameters: schema },
    })),
    ...(toolChoice && toolChoice.mode !== 'auto' && { tool_choice: toolChoice.mode === 'none' ? 'NONE' : 'REQUIRED' }),
  };
}
