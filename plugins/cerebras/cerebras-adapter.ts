import type { Choice, Completion, CompletionRequest, ErrorCode, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

/** Chat completions as Cerebras spells them. */
export function cerebrasAdapter(): ProviderAdapter {
  const adapter = openAICompatible({ amendBody: withReasoningApart, classifyError: meaningOf });
  return {
    prepare: (request, options) => adapter.prepare(request, options),
    complete: async (request, call) => finished(await adapter.complete(request, call), request),
  };
}

/** Qwen models write their reasoning into the text unless told otherwise. */
function withReasoningApart(body: JsonObject, { model }: CompletionRequest): JsonObject {
  const thinksAloud = model.startsWith('qwen-3') && !/instruct|coder/.test(model);
  return thinksAloud ? { reasoning_format: 'parsed', ...body } : body;
}

/** A finished answer in the format asked for counts, whatever call it repeats. */
function finished(completion: Completion, { responseFormat, model }: CompletionRequest): Completion {
  if (!/glm/.test(model) || (responseFormat?.kind ?? 'text') === 'text') return completion;
  const settled = (choice: Choice): Choice =>
    choice.finishReason === 'tool-calls' && choice.text !== ''
      ? { ...choice, finishReason: 'stop', toolCalls: [] }
      : choice;
  return { ...completion, choices: completion.choices.map(settled) };
}

function meaningOf(
  status: number,
  { code, message, isJson }: { code?: string; message: string; isJson: boolean },
): ErrorCode | undefined {
  if (code === 'queue_exceeded') return 'PROVIDER_OVERLOADED';
  if (code === 'wrong_api_key') return 'CREDENTIAL_INVALID';
  if ((status === 400 || status === 413) && !isJson && message.trim() === '') return 'CONTEXT_WINDOW_EXCEEDED';
  return undefined;
}
