import { serverRoot, type CompletionRequest, type JsonObject, type JsonValue, type ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { classifyVllmError } from './classify-vllm-error.js';
import { nineCharacterId } from './nine-character-id.js';
import { noticeVllm } from './notice-vllm.js';
import { probeVllm } from './probe-vllm.js';

/** Chat completions as vLLM serves them. */
export const vllmAdapter = (): ProviderAdapter => ({
  ...openAICompatible({
    baseUrl: serverRoot,
    path: '/v1/chat/completions',
    strictSchemas: false,
    doneMarker: true,
    thinkTags: true,
    amendBody,
    classifyError: classifyVllmError,
    notice: noticeVllm,
  }),
  probe: probeVllm,
});

/** What newer versions take in place of each field of the older ones. */
const constraints: Readonly<Record<string, string>> = {
  guided_json: 'json',
  guided_regex: 'regex',
  guided_choice: 'choice',
  guided_grammar: 'grammar',
};

/** Models of Mistral's, by their names. */
const wantsNineCharacters = /(mis|mix|devs)tral/i;

function amendBody(body: JsonObject, { model, messages, parallelToolCalls = true }: CompletionRequest): JsonObject {
  const effort = body['reasoning_effort'];
  const structured: Record<string, JsonValue> = {};
  for (const [field, name] of Object.entries(constraints))
    if (body[field] !== undefined) structured[name] = body[field];
  return {
    ...body,
    ...(body['tools'] !== undefined && { parallel_tool_calls: parallelToolCalls }),
    ...(effort !== undefined && {
      chat_template_kwargs: {
        enable_thinking: effort !== 'none',
        ...(body['chat_template_kwargs'] as JsonObject | undefined),
      },
    }),
    ...(wantsNineCharacters.test(model) && {
      messages: withNineCharacterIds(body['messages'] as readonly JsonObject[]),
    }),
    // Each version ignores the other's spelling.
    ...(Object.keys(structured).length > 0 && { structured_outputs: structured }),
    // Without these the beginning of an answer would be closed, and another answer begun.
    ...(messages.at(-1)?.role === 'assistant' && { add_generation_prompt: false, continue_final_message: true }),
  };
}

const withNineCharacterIds = (messages: readonly JsonObject[]): readonly JsonObject[] =>
  messages.map(({ tool_calls: calls, tool_call_id: id, ...message }) => {
    const spelled = Array.isArray(calls)
      ? (calls as readonly JsonObject[]).map((call) =>
          Object.assign({}, call, { id: nineCharacterId(call['id'] as string) }),
        )
      : undefined;
    return {
      ...message,
      ...(spelled && { tool_calls: spelled }),
      ...(typeof id === 'string' && { tool_call_id: nineCharacterId(id) }),
    };
  });
