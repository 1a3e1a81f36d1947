import type { CompletionRequest, JsonObject } from 'byom/sdk';

/** The choice of a tool, which also says whether one answer may call several. */
export function toToolChoice(request: CompletionRequest): JsonObject | undefined {
  const { tools = [], toolChoice, parallelToolCalls, formatTool } = request;
  if (tools.length === 0) return undefined;
  const mode = toolChoice?.mode;
  // An answer that is had by a tool is one call.
  const single = parallelToolCalls === false || (formatTool !== undefined && mode !== 'none');
  if (mode === undefined && !single) return undefined;
  const alone: JsonObject = single && mode !== 'none' ? { disable_parallel_tool_use: true } : {};
  if (mode === 'tool' && toolChoice?.tool !== undefined) return { type: 'tool', name: toolChoice.tool, ...alone };
  return { type: mode === 'required' || mode === 'tool' ? 'any' : (mode ?? 'auto'), ...alone };
}
