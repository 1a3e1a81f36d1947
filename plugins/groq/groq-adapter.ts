import type { CompletionReport, CompletionRequest, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { sendOverGroqSdk } from './send-over-groq-sdk.js';

const namesLeftOut: CompletionReport = {
  quirk: 'no-speaker-names',
  parameter: 'messages',
  reason: 'Groq takes no names on messages: they were left out.',
  lossless: false,
};

/** Chat completions as Groq spells them, over its own SDK. */
export const groqAdapter = (): ProviderAdapter =>
  openAICompatible({
    send: sendOverGroqSdk,
    speakerNames: false,
    amendBody: spellReasoning,
    notice: ({ messages }) => (messages.some(({ name }) => name !== undefined) ? [namesLeftOut] : []),
  });

/** Models that write their reasoning into the text unless told otherwise. */
const thinksAloud = /^qwen\//;
/** Of these, models whose reasoning is on or off. */
const onAndOff = /^qwen\/qwen3(\.6-|-)/;

function spellReasoning(body: JsonObject, { model }: CompletionRequest): JsonObject {
  if (!thinksAloud.test(model)) return body;
  // The two fields exclude each other, so a customer's own choice of either stands.
  const chosen = 'reasoning_format' in body || 'include_reasoning' in body;
  return {
    ...body,
    ...(!chosen && { reasoning_format: 'parsed' }),
    ...(body['reasoning_effort'] === 'medium' && onAndOff.test(model) && { reasoning_effort: 'default' }),
  };
}
