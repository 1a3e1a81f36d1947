import type { ModelDeclaration, ModelFeature } from 'byom/sdk';

/** On which these facts were read. */
const asOf = '2026-11-23';

const noVision: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'reasoning',
  'seed',
  'prompt-caching',
];
const plain: readonly ModelFeature[] = ['streaming', 'system-prompt', 'json-mode', 'seed'];
const tools: readonly ModelFeature[] = ['streaming', 'system-prompt', 'tools', 'parallel-tools', 'json-mode', 'seed'];
const noReasoningNoPromptCaching: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'seed',
];
const toolsReasoning: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'reasoning',
  'seed',
];
const noToolsNoJsonSchema: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'json-mode',
  'vision',
  'reasoning',
  'seed',
  'prompt-caching',
];
const visionReasoning: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'json-mode',
  'vision',
  'reasoning',
  'seed',
];

const window131k = { contextWindow: 131_072, maxOutputTokens: 8_192, asOf };
const window131kOutput131k = { contextWindow: 131_072, maxOutputTokens: 131_072, asOf };
const window131kOutput32k = { contextWindow: 131_072, maxOutputTokens: 32_768, asOf };
const window131kOutput65k = { contextWindow: 131_072, maxOutputTokens: 65_536, asOf };
const window131kOutput40k = { contextWindow: 131_072, maxOutputTokens: 40_960, asOf };
const window131kOutput16k = { contextWindow: 131_072, maxOutputTokens: 16_384, asOf };

/** The models that were to be had on that day; prices are those of the shortest inputs. */
export const models: readonly ModelDeclaration[] = [
  { matches: 'groq/compound', ...window131k, features: plain },
  { matches: 'groq/compound-mini', ...window131k, features: plain },
  { matches: 'llama-3.1-8b-instant', ...window131kOutput131k, features: tools, price: { input: 0.05, output: 0.08 } },
  { matches: 'llama-3.3-70b-versatile', ...window131kOutput32k, features: tools, price: { input: 0.59, output: 0.79 } },
  {
    matches: 'meta-llama/llama-4-scout-17b-16e-instruct',
    ...window131k,
    features: noReasoningNoPromptCaching,
    price: { input: 0.11, output: 0.34 },
  },
  {
    matches: 'openai/gpt-oss-120b',
    ...window131kOutput65k,
    features: noVision,
    price: { input: 0.15, output: 0.6, cachedInput: 0.075 },
  },
  {
    matches: 'openai/gpt-oss-20b',
    ...window131kOutput65k,
    features: noVision,
    price: { input: 0.075, output: 0.3, cachedInput: 0.0375 },
  },
  {
    matches: 'openai/gpt-oss-safeguard-20b',
    ...window131kOutput65k,
    features: noVision,
    price: { input: 0.075, output: 0.3, cachedInput: 0.0375 },
  },
  { matches: 'qwen/qwen3-32b', ...window131kOutput40k, features: toolsReasoning, price: { input: 0.29, output: 0.59 } },
  {
    matches: 'qwen/qwen3.6-27b',
    ...window131kOutput16k,
    features: noToolsNoJsonSchema,
    price: { input: 0.6, output: 3, cachedInput: 0.3 },
  },
  { matches: 'qwen/qwen3.8-27b', ...window131kOutput16k, features: visionReasoning, price: { input: 0.8, output: 4 } },
];
