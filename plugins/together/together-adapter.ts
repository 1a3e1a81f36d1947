import type { CompletionRequest, ErrorCode, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';

/** Chat completions as Together spells them. */
export const togetherAdapter = (): ProviderAdapter =>
  openAICompatible({
    doneMarker: true,
    amendBody: (body, request) => withReasoning(withLogprobs({ ...refusing, ...body }), request),
    classifyError: meaningOf,
  });

const refusing = { context_length_exceeded_behavior: 'error' };

function withLogprobs({ top_logprobs: most, ...body }: JsonObject): JsonObject {
  return most === undefined ? body : { ...body, logprobs: most };
}

/** Models whose reasoning follows an effort. */
const takesEffort = /^openai\/gpt-oss/;

function withReasoning(body: JsonObject, { model }: CompletionRequest): JsonObject {
  const { reasoning_effort: effort, ...rest } = body;
  if (effort === undefined || takesEffort.test(model)) return body;
  return { reasoning: { enabled: effort !== 'none' }, ...rest };
}

function meaningOf(status: number, { message }: { message: string }): ErrorCode | undefined {
  if (status < 500 && /inputs?`? (tokens|\(\d+ tokens\)|token count)|max_new_tokens|context length/i.test(message)) {
    return 'CONTEXT_WINDOW_EXCEEDED';
  }
  if (status < 500 && /unable to access (non-serverless )?model/i.test(message)) return 'UNKNOWN_MODEL';
  return undefined;
}
