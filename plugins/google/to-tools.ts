import type { CompletionRequest, JsonObject, ToolChoice } from 'byom/sdk';

/** Functions to call, and whether the model must; nothing where there are none. */
export function toTools({ tools, toolChoice }: CompletionRequest): JsonObject {
  if (!tools?.length) return {};
  return {
    tools: [
      {
        functionDeclarations: tools.map(({ name, description, schema }) => ({
          name,
          description: description ?? '',
          parametersJsonSchema: schema,
        })),
      },
    ],
    ...(toolChoice && { toolConfig: { functionCallingConfig: toCallingConfig(toolChoice) } }),
  };
}

function toCallingConfig({ mode, tool }: ToolChoice): JsonObject {
  if (mode === 'tool' && tool !== undefined) return { mode: 'ANY', allowedFunctionNames: [tool] };
  return { mode: mode === 'auto' ? 'AUTO' : mode === 'none' ? 'NONE' : 'ANY' };
}
