import { serverRoot, type CompletionRequest, type JsonObject, type ProviderAdapter } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { classifyLlamacppError } from './classify-llamacpp-error.js';
import { noticeLlamacpp } from './notice-llamacpp.js';
import { probeLlamacpp } from './probe-llamacpp.js';

/** Chat completions as llama-server serves them. */
export const llamacppAdapter = (): ProviderAdapter => ({
  ...openAICompatible({
    baseUrl: serverRoot,
    path: '/v1/chat/completions',
    strictSchemas: false,
    thinkTags: true,
    amendBody,
    classifyError: classifyLlamacppError,
    notice: noticeLlamacpp,
  }),
  probe: probeLlamacpp,
});

function amendBody(
  { reasoning_effort: effort, ...body }: JsonObject,
  { parallelToolCalls = true }: CompletionRequest,
): JsonObject {
  return {
    ...body,
    // Left out, at most one tool is called.
    ...(body['tools'] !== undefined && { parallel_tool_calls: parallelToolCalls }),
    // Whether and how hard a model thinks is a matter of its chat template.
    ...(effort !== undefined && {
      chat_template_kwargs: {
        enable_thinking: effort !== 'none',
        ...(effort !== 'none' && { reasoning_effort: effort }),
        ...(body['chat_template_kwargs'] as JsonObject | undefined),
      },
    }),
  };
}
