import type {
  Adaptation,
  CompletionRequest,
  FormatByTool,
  JsonObject,
  JsonValue,
  Tool,
  ToolChoice,
} from '../../sdk/index.js';
import { objectRoot } from '../object-root.js';
import type { Rule } from '../rule.js';

/** Beside tools of the caller's own any one must be called: one of those, or the one that takes the answer. */
export const formatByTool: Rule<FormatByTool> = (request, quirk) => {
  const format = request.responseFormat;
  if (format === undefined || format.kind === 'text' || !quirk.formats.includes(format.kind)) return undefined;
  const { responseFormat: _, ...rest } = request;
  const { tools = [], toolChoice } = request;
  const why = { reason: `The model does not take the response format ${format.kind}.`, quirk: quirk.id };
  const converted: Adaptation = {
    parameter: 'responseFormat',
    action: 'converted',
    requested: format as unknown as JsonObject,
    sent: null,
    lossless: format.strict !== true,
    ...why,
    reason: `${why.reason} The answer is had as the arguments of a tool.`,
  };
  // The answer is then the call of that tool, and no text.
  if (toolChoice?.mode === 'tool') {
    return { request: rest, adaptations: [{ ...converted, lossless: true, reason: why.reason }] };
  }
  const { schema, answerIn } = objectRoot(format.schema ?? { type: 'object' });
  const tool: Tool = {
    name: freeName(format.name ?? 'answer', tools),
    description: 'Takes the final answer. Call it with the answer as its arguments.',
    schema,
  };
  const alone = tools.length === 0 || toolChoice?.mode === 'none';
  const choice: ToolChoice = alone ? { mode: 'tool', tool: tool.name } : { mode: 'required' };
  const isForced = !alone && toolChoice?.mode === 'required';
  const sent: CompletionRequest = {
    ...rest,
    tools: [...tools, tool],
    toolChoice: isForced ? toolChoice : choice,
    formatTool: tool.name,
    ...(answerIn !== undefined && { answerIn }),
  };
  const change = (parameter: 'tools' | 'toolChoice'): Adaptation => ({
    parameter,
    action: request[parameter] === undefined ? 'inserted' : 'converted',
    requested: (request[parameter] ?? null) as unknown as JsonValue,
    sent: sent[parameter] as unknown as JsonValue,
    lossless: true,
    ...why,
  });
  return { request: sent, adaptations: [converted, change('tools'), ...(isForced ? [] : [change('toolChoice')])] };
};

function freeName(name: string, tools: readonly Tool[]): string {
  return tools.some((tool) => tool.name === name) ? freeName(`${name}_`, tools) : name;
}
