import { serverRoot, type CompletionRequest, type JsonObject, type JsonValue, type ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { classifyVllmError } from './classify-vllm-error.js';
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

function amendBody(body: JsonObject, { messages, parallelToolCalls = true }: CompletionRequest): JsonObject {
  const structured: Record<string, JsonValue> = {};
  for (const [field, name] of Object.entries(constraints))
    if (body[field] !== undefined) structured[name] = body[field];
  return {
    ...body,
    ...(body['tools'] !== undefined && { parallel_tool_calls: parallelToolCalls }),
    // Each version ignores the other's spelling.
    ...(Object.keys(structured).length > 0 && { structured_outputs: structured }),
    // Without these the beginning of an answer would be closed, and another answer begun.
    ...(messages.at(-1)?.role === 'assistant' && { add_generation_prompt: false, continue_final_message: true }),
  };
}
