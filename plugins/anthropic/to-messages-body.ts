import type { CompletionRequest, JsonObject, Tool, ToolChoice } from 'byom/sdk';
import { checkProviderOptions } from './check-provider-options.js';
import { sentStopSequences } from './sent-stop-sequences.js';
import { toTurns, textBlock } from './to-turns.js';

/** Longer answers may take ten minutes, for which the provider wants a stream. */
export const mostTokensUnstreamed = 21_333;

/** The body of a Messages request; what has no value is left out. */
export function toMessagesBody(request: CompletionRequest, { stream }: { readonly stream: boolean }): JsonObject {
  const { parameters, tools = [], toolChoice, endUser, providerOptions } = request;
  checkProviderOptions(request);
  const [first, ...rest] = request.messages;
  const system = first?.role === 'system' ? first : undefined;
  const limit = parameters.maxOutputTokens;
  const body = {
    ...providerOptions,
    model: request.model,
    system: system && (system.cache === true ? [textBlock(system.content, true)] : system.content),
    messages: toTurns(system ? rest : request.messages),
    max_tokens: limit,
    temperature: parameters.temperature,
    top_p: parameters.topP,
    top_k: parameters.topK,
    stop_sequences: sentStopSequences(parameters.stop),
    ...thinking(request),
    tools: tools.length > 0 ? tools.map(toTool) : undefined,
    tool_choice: tools.length > 0 && toolChoice ? toToolChoice(toolChoice) : undefined,
    metadata: endUser === undefined ? providerOptions?.['metadata'] : { user_id: endUser },
    stream: stream || (limit !== undefined && limit > mostTokensUnstreamed) ? true : undefined,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** A number of tokens for models that want one; else the model decides by the effort. */
function thinking({ parameters, reasoningBudget, providerOptions }: CompletionRequest): JsonObject {
  const effort = parameters.reasoningEffort;
  if (reasoningBudget !== undefined) return { thinking: { type: 'enabled', budget_tokens: reasoningBudget } };
  if (effort === undefined) return {};
  if (effort === 'none') return { thinking: { type: 'disabled' } };
  const given = providerOptions?.['output_config'] as JsonObject | undefined;
  return { thinking: { type: 'adaptive' }, output_config: { ...given, effort } };
}

const toTool = ({ name, description, schema }: Tool): JsonObject => ({
  name,
  ...(description === undefined ? {} : { description }),
  input_schema: schema,
});

function toToolChoice({ mode, tool }: ToolChoice): JsonObject {
  if (mode === 'tool' && tool !== undefined) return { type: 'tool', name: tool };
  return { type: mode === 'required' || mode === 'tool' ? 'any' : mode };
}
