/** The day on which these sources were read. */
export const asOf = '2026-11-23';

const issue = (thread: string) => `https://github.com/${thread}`;

/** Where what is known of OpenAI's models was read. */
export const sources = {
  catalogue: 'npm @ai-sdk/openai@4.0.118 src/openai-model-catalog.ts',
  language: 'npm @ai-sdk/openai@4.0.118 src/chat/openai-chat-language-model.ts',
  capabilities: 'https://github.com/vercel/ai packages/openai/src/openai-language-model-capabilities.ts 005be604',
  sdk: 'npm openai@7.57.0 resources/chat/completions/completions.d.ts',
  responsesSdk: 'npm openai@7.57.0 resources/responses/responses.d.ts',
  modelIds: 'npm openai@6.49.0 resources/shared.d.ts (ChatModel, ResponsesModel)',
  schema: 'https://github.com/openai/openai-openapi openapi.yaml 2.3.0',
  litellm: 'https://github.com/BerriAI/litellm 1.83.2 litellm/llms/openai/chat/gpt_5_transformation.py',
  litellmO: 'https://github.com/BerriAI/litellm litellm/llms/openai/chat/o_series_transformation.py 017c482d',
  modelsDev: 'https://github.com/anomalyco/models.dev f3fc6922',
  measuredEfforts: issue('enricoros/big-AGI/issues/944'),
  measuredMaxEfforts: issue('enricoros/big-AGI/issues/1159'),
  measuredVerbosity: issue('enricoros/big-AGI/issues/947'),
  caching: 'https://developers.openai.com/api/docs/guides/prompt-caching',
  stop: issue('huggingface/smolagents/issues/1893'),
  stopOnFive: issue('huggingface/smolagents/pull/1868'),
  toolsAndEffort: issue('openai/openai-openapi/issues/541'),
  toolsAndDefaultEffort: issue('BerriAI/litellm/pull/34569'),
  responsesOnly: issue('simonw/llm/issues/1169'),
  parallelToolCalls: issue('run-llama/llama_index/issues/20865'),
  systemRole: issue('microsoft/agent-framework/issues/1077'),
  olderO: issue('typedef-ai/fenic/pull/207'),
  searchPreview: issue('vercel/ai/pull/5647'),
  audio: issue('CherryHQ/cherry-studio/issues/1179'),
  chatTools: issue('BerriAI/litellm/pull/13612'),
  latestTools: issue('BoltAI/BoltAI/issues/145'),
  latestSchemas: issue('web-infra-dev/midscene/issues/259'),
  jsonMode: issue('openai/openai-node/issues/439'),
  schemas: 'https://reference.langchain.com/javascript/langchain-openai/ChatOpenAI/withStructuredOutput',
  proStreams: issue('lobehub/lobehub/pull/14238'),
  proEffort: issue('anomalyco/opencode/pull/3474'),
  effortsOfVariants: issue('anomalyco/models.dev/pull/2351'),
  codexEffort: issue('openai/codex/issues/6647'),
} as const;
