import { serverRoot, type Choice, type JsonObject, type ProviderAdapter, type ResponseFormat } from 'byom/sdk';
import { openAICompatible } from 'byom/openai-compatible';
import { askedName } from './asked-name.js';
import { classifyLmstudioError } from './classify-lmstudio-error.js';
import { noticeLmstudio } from './notice-lmstudio.js';
import { probeLmstudio } from './probe-lmstudio.js';

/** Chat completions as LM Studio serves them. */
export const lmstudioAdapter = (): ProviderAdapter => {
  const adapter = openAICompatible({
    baseUrl: serverRoot,
    path: '/v1/chat/completions',
    strictSchemas: false,
    thinkTags: true,
    responseFormat: toResponseFormat,
    classifyError: classifyLmstudioError,
    notice: noticeLmstudio,
  });
  return {
    ...adapter,
    complete: async (request, call) => {
      const named = askedName(request.tools ?? []);
      const { onDelta } = call;
      const completion = await adapter.complete(request, {
        ...call,
        ...(onDelta && {
          onDelta: (delta) => onDelta(delta.toolCall ? { ...delta, toolCall: named(delta.toolCall) } : delta),
        }),
      });
      const choices = completion.choices.map((choice): Choice => {
        const toolCalls = choice.toolCalls.map(named);
        return { ...choice, toolCalls };
      });
      return { ...completion, choices };
    },
    probe: probeLmstudio,
  };
};

/** There is no JSON mode: any object is a schema too. */
function toResponseFormat({ kind, schema, name }: ResponseFormat): JsonObject | undefined {
  if (kind === 'text') return undefined;
  const any: JsonObject = { type: 'object' };
  return {
    type: 'json_schema',
    json_schema: { name: name ?? 'answer', schema: kind === 'json' ? any : (schema ?? any) },
  };
}
