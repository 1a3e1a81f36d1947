import type { CompletionRequest, JsonObject, ToolChoice } from 'byom/sdk';

/** Functions to call, and whether the model must; nothing where there are none. */
export function toTools({ tools, toolChoice }: CompletionRequest): JsonObject {
  if (!tools?.length) return {};
  const strict = tools.some((tool) => tool.strict);
  const config = toolChoice || strict ? toCallingConfig(strict, toolChoice ?? { mode: 'auto' }) : undefined;
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
    ...(config && { toolConfig: { functionCallingConfig: config } }),
  };
}

function toCallingConfig(strict: boolean, { mode, tool }: ToolChoice): JsonObject {
  if (mode === 'tool' && tool !== undefined) return { mode: 'ANY', allowedFunctionNames: [tool] };
  if (mode === 'auto') return { mode: strict ? 'VALIDATED' : 'AUTO' };
  return { mode: mode === 'none' ? 'NONE' : 'ANY' };
}
