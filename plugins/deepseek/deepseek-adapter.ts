import type { Completion, CompletionReport, CompletionRequest, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

/** Chat completions as DeepSeek spells them. */
export const deepseekAdapter = (): ProviderAdapter =>
  openAICompatible({
    endUserField: 'user_id',
    strictSchemas: false,
    doneMarker: true,
    amendBody: (body, request) => withThinking(withTurns(body, request), request),
    classifyError: (status, { message }) =>
      status === 400 && /model not exist/i.test(message) ? 'UNKNOWN_MODEL' : undefined,
    notice: reportsOf,
  });

/** Models that think unless told not to, and want their earlier reasoning back. */
const thinks = /deepseek-v[4-9]|^deepseek-(flash|pro)/;

function withThinking(body: JsonObject, { model, parameters: { reasoningEffort } }: CompletionRequest): JsonObject {
  if (!thinks.test(model) || reasoningEffort === undefined || 'thinking' in body) return body;
  if (reasoningEffort !== 'none') return { ...body, thinking: { type: 'enabled' } };
  const { reasoning_effort: _, ...rest } = body;
  return { ...rest, thinking: { type: 'disabled' } };
}

function withTurns(body: JsonObject, { model }: CompletionRequest): JsonObject {
  if (!thinks.test(model)) return body;
  const messages = body['messages'] as readonly JsonObject[];
  return { ...body, messages: messages.map(withItsReasoning) };
}

const withItsReasoning = (message: JsonObject): JsonObject =>
  message['role'] === 'assistant' ? { reasoning_content: '', ...message } : message;

function reportsOf(
  { responseFormat }: CompletionRequest,
  { choices: [choice] }: Completion,
): readonly CompletionReport[] {
  const empty = responseFormat?.kind === 'json' && choice?.finishReason === 'stop' && choice.text.trim() === '';
  return empty ? [emptyJson] : [];
}

const emptyJson: CompletionReport = {
  quirk: 'empty-json',
  parameter: 'responseFormat',
  reason: 'DeepSeek answered with nothing in JSON mode, which happens now and then: ask again, or word it otherwise.',
  lossless: false,
};
