import type { CompletionRequest, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { sendOverGroqSdk } from './send-over-groq-sdk.js';

/** Chat completions as Groq spells them, over its own SDK. */
export const groqAdapter = (): ProviderAdapter =>
  openAICompatible({
    send: sendOverGroqSdk,
    amendBody,
    notice: ({ messages }) =>
      messages.some(({ name }) => name !== undefined)
        ? [
            {
              quirk: 'no-speaker-names',
              parameter: 'messages',
              reason: 'Groq takes no names on messages: they were left out.',
              lossless: false,
            },
          ]
        : [],
  });

const onAndOff = /^qwen\/qwen3(\.6-|-)/;

function amendBody(body: JsonObject, { model, messages }: CompletionRequest): JsonObject {
  return {
    ...body,
    ...(messages.some(({ name }) => name !== undefined) && {
      messages: (body['messages'] as readonly JsonObject[]).map(nameless),
    }),
    ...(body['reasoning_effort'] === 'medium' && onAndOff.test(model) && { reasoning_effort: 'default' }),
  };
}

const nameless = (message: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(message).filter(([field]) => field !== 'name'));
