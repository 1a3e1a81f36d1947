import type { Completion, CompletionReport, CompletionRequest, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { fewestTokens } from './fewest-tokens.js';

/** Chat completions as Ollama serves them. */
export const ollamaAdapter = (): ProviderAdapter =>
  openAICompatible({ strictSchemas: false, amendBody: withoutUnwantedTools, notice: noticeTruncation });

/** Only leaving the tools out keeps the model from calling them. */
function withoutUnwantedTools(body: JsonObject): JsonObject {
  if (body['tool_choice'] !== 'none') return body;
  return Object.fromEntries(Object.entries(body).filter(([field]) => field !== 'tools' && field !== 'tool_choice'));
}

/** No window is so small that fewer would not fit. */
const alwaysFits = 100;

function noticeTruncation({ messages }: CompletionRequest, { usage }: Completion): readonly CompletionReport[] {
  const fewest = fewestTokens(messages);
  if (usage === undefined || fewest < alwaysFits || usage.inputTokens >= fewest * 0.8) return [];
  return [
    {
      quirk: 'silent-truncation',
      parameter: 'messages',
      reason: 'Ollama read fewer tokens than the messages have: it dropped the oldest, since its window is too small.',
      lossless: false,
    },
  ];
}
