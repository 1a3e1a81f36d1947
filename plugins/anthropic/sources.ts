const aiSdk = 'npm @ai-sdk/anthropic@4.0.105 src';
const sdk = 'npm @anthropic-ai/sdk@1.12.0';

/** Where the facts of this plugin were read, all on one day. */
export const sources = {
  catalogue: `${aiSdk}/anthropic-model-catalog.ts`,
  languageModel: `${aiSdk}/anthropic-language-model.ts`,
  prepareTools: `${aiSdk}/anthropic-prepare-tools.ts`,
  convertPrompt: `${aiSdk}/convert-to-anthropic-prompt.ts`,
  cacheControl: `${aiSdk}/get-cache-control.ts`,
  sanitizeSchema: `${aiSdk}/sanitize-json-schema.ts`,
  nativeSchema: `${aiSdk}/supports-native-structured-output-schema.ts`,
  usage: `${aiSdk}/convert-anthropic-usage.ts`,
  aiProvider: `${aiSdk}/anthropic-provider.ts`,
  messages: `${sdk} resources/messages/messages.d.ts`,
  shared: `${sdk} resources/shared.d.ts`,
  client: `${sdk} client.js`,
  formerMessages: 'npm @anthropic-ai/sdk@0.137.0 resources/messages/messages.d.ts',
  liteLlm: 'LiteLLM 1.83.2 litellm/llms/anthropic/chat/transformation.py',
  liteLlmPrompts: 'LiteLLM 1.83.2 litellm/litellm_core_utils/prompt_templates/factory.py',
  piMessages: 'npm @earendil-works/pi-ai@1.5.2 dist/api/anthropic-messages.js',
  piTransform: 'npm @earendil-works/pi-ai@1.5.2 dist/api/transform-messages.js',
  piStrictTools: 'npm @earendil-works/pi-ai@1.5.2 dist/api/strict-tool-limits.js',
  piModels: 'npm @earendil-works/pi-ai@1.5.2 dist/models.generated.js',
  docs: 'https://platform.claude.com/docs/en',
} as const;

export const asOf = '2026-11-23';
