import type { CompletionRequest, JsonObject } from 'byom/sdk';
import { checkProviderOptions } from './check-provider-options.js';
import { fieldsOf } from './fields.js';
import { toContents } from './to-contents.js';
import { toGenerationConfig } from './to-generation-config.js';
import { toTools } from './to-tools.js';

/** The body of generateContent; the model is in the path. */
export function toGenerateBody(request: CompletionRequest): JsonObject {
  checkProviderOptions(request);
  const { messages, providerOptions } = request;
  const system = messages.filter(({ role, content }) => role === 'system' && content !== '');
  const generationConfig = {
    ...(fieldsOf(providerOptions?.['generationConfig']) as JsonObject),
    ...toGenerationConfig(request),
  };
  return {
    ...providerOptions,
    ...(system.length > 0 && { systemInstruction: { parts: system.map(({ content }) => ({ text: content })) } }),
    contents: toContents(request),
    ...toTools(request),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
}
