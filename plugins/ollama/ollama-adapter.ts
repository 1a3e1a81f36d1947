import type { Completion, CompletionReport, CompletionRequest, JsonObject, ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { fewestTokens } from './fewest-tokens.js';

/** Chat completions as Ollama serves them. */
export const ollamaAdapter = (): ProviderAdapter =>
  openAICompatible({ strictSchemas: false, amendBody: withoutUnwantedTools, notice: noticeTruncation });

/** Only leaving the tools out keeps the model from calling them. */
function withoutUnwantedTools(body: JsonObject): JsonObject {
  const { tools, tool_choice: choice, ...rest } = body;
  return tools === undefined || choice === 'none' ? rest : { ...rest, tools };
}

function noticeTruncation({ messages }: CompletionRequest, { usage }: Completion): readonly CompletionReport[] {
  if (usage === undefined || usage.inputTokens >= fewestTokens(messages)) return [];
  return [
    {
      quirk: 'silent-truncation',
      parameter: 'messages',
      reason: 'Ollama read fewer tokens than the messages have: it dropped the oldest, since its window is too small.',
      lossless: false,
    },
  ];
}
