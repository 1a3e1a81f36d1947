import type { ModelDeclaration, ModelFeature } from 'byom/sdk';

/** On which these facts were read. */
const asOf = '2026-11-23';

const full: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'reasoning',
  'seed',
  'prompt-caching',
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
const noReasoning: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'logprobs',
  'seed',
  'prompt-caching',
];
const noJsonSchema: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'vision',
  'reasoning',
  'seed',
  'prompt-caching',
];
const noPromptCaching: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'json-schema',
  'vision',
  'reasoning',
  'seed',
];
const noJsonSchemaNoPromptCaching: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-mode',
  'vision',
  'reasoning',
  'seed',
];
const noTools: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'json-mode',
  'json-schema',
  'vision',
  'reasoning',
  'seed',
  'prompt-caching',
];

const window400k = { contextWindow: 400_000, maxOutputTokens: 128_000, asOf };
const window1047k = { contextWindow: 1_047_576, maxOutputTokens: 32_768, asOf };
const window128k = { contextWindow: 128_000, maxOutputTokens: 16_384, asOf };
const window400kInput272k = { contextWindow: 400_000, maxInputTokens: 272_000, maxOutputTokens: 128_000, asOf };
const window272k = { contextWindow: 272_000, maxOutputTokens: 128_000, asOf };
const window400kOutput272k = { contextWindow: 400_000, maxInputTokens: 272_000, maxOutputTokens: 272_000, asOf };
const window128kInput100k = { contextWindow: 128_000, maxInputTokens: 100_000, maxOutputTokens: 32_000, asOf };
const window1050k = { contextWindow: 1_050_000, maxInputTokens: 922_000, maxOutputTokens: 128_000, asOf };
const window1050kOutput128k = { contextWindow: 1_050_000, maxOutputTokens: 128_000, asOf };
const window200k = { contextWindow: 200_000, maxOutputTokens: 100_000, asOf };

/** The models that were to be had on that day; prices are those of the shortest inputs. */
export const openaiModels: readonly ModelDeclaration[] = [
  {
    matches: 'chat-latest',
    ...window400k,
    features: noToolsNoJsonSchema,
    price: { input: 5, output: 30, cachedInput: 0.5 },
  },
  {
    matches: 'gpt-4.1',
    ...window1047k,
    features: noReasoning,
    price: { input: 2, output: 8, cachedInput: 0.5 },
    deprecatedOn: '2027-01-14',
  },
  {
    matches: 'gpt-4.1-mini',
    ...window1047k,
    features: noReasoning,
    price: { input: 0.4, output: 1.6, cachedInput: 0.1 },
    deprecatedOn: '2027-01-14',
  },
  {
    matches: 'gpt-4o',
    ...window128k,
    features: noReasoning,
    price: { input: 2.5, output: 10, cachedInput: 1.25 },
    deprecatedOn: '2027-01-14',
  },
  {
    matches: 'gpt-4o-2024-08-06',
    ...window128k,
    features: noReasoning,
    price: { input: 2.5, output: 10, cachedInput: 1.25 },
    deprecatedOn: '2027-01-14',
  },
  {
    matches: 'gpt-4o-2024-11-20',
    ...window128k,
    features: noReasoning,
    price: { input: 2.5, output: 10, cachedInput: 1.25 },
    deprecatedOn: '2027-01-14',
  },
  {
    matches: 'gpt-4o-mini',
    ...window128k,
    features: noReasoning,
    price: { input: 0.15, output: 0.6, cachedInput: 0.075 },
    deprecatedOn: '2027-01-14',
  },
  {
    matches: 'gpt-5',
    ...window400kInput272k,
    features: full,
    price: { input: 1.25, output: 10, cachedInput: 0.125 },
    deprecatedOn: '2026-12-11',
  },
  { matches: 'gpt-5-codex', ...window272k, features: full, price: { input: 1.25, output: 10, cachedInput: 0.125 } },
  {
    matches: 'gpt-5-mini',
    ...window400kInput272k,
    features: full,
    price: { input: 0.25, output: 2, cachedInput: 0.025 },
    deprecatedOn: '2026-12-11',
  },
  {
    matches: 'gpt-5-nano',
    ...window400kInput272k,
    features: full,
    price: { input: 0.05, output: 0.4, cachedInput: 0.005 },
    deprecatedOn: '2026-12-11',
  },
  {
    matches: 'gpt-5-pro',
    ...window400kOutput272k,
    features: noPromptCaching,
    price: { input: 15, output: 120 },
    deprecatedOn: '2026-12-10',
  },
  {
    matches: 'gpt-5.1',
    ...window400kInput272k,
    features: full,
    price: { input: 1.25, output: 10, cachedInput: 0.125 },
    deprecatedOn: '2027-04-01',
  },
  {
    matches: 'gpt-5.1-codex-max',
    ...window272k,
    features: full,
    price: { input: 1.25, output: 10, cachedInput: 0.125 },
  },
  {
    matches: 'gpt-5.2',
    ...window400kInput272k,
    features: full,
    price: { input: 1.75, output: 14, cachedInput: 0.175 },
  },
  {
    matches: 'gpt-5.2-pro',
    ...window400kInput272k,
    features: noJsonSchemaNoPromptCaching,
    price: { input: 21, output: 168 },
  },
  {
    matches: 'gpt-5.3-codex',
    ...window400kInput272k,
    features: noJsonSchema,
    price: { input: 1.75, output: 14, cachedInput: 0.175 },
  },
  {
    matches: 'gpt-5.3-codex-spark',
    ...window128kInput100k,
    features: full,
    price: { input: 1.75, output: 14, cachedInput: 0.175 },
  },
  { matches: 'gpt-5.4', ...window1050k, features: full, price: { input: 2.5, output: 15, cachedInput: 0.25 } },
  {
    matches: 'gpt-5.4-mini',
    ...window400kInput272k,
    features: full,
    price: { input: 0.75, output: 4.5, cachedInput: 0.075 },
  },
  {
    matches: 'gpt-5.4-nano',
    ...window400kInput272k,
    features: full,
    price: { input: 0.2, output: 1.25, cachedInput: 0.02 },
    deprecatedOn: '2027-04-01',
  },
  { matches: 'gpt-5.4-pro', ...window1050k, features: noJsonSchema, price: { input: 30, output: 180, cachedInput: 3 } },
  { matches: 'gpt-5.5', ...window1050k, features: full, price: { input: 5, output: 30, cachedInput: 0.5 } },
  { matches: 'gpt-5.5-pro', ...window1050k, features: noJsonSchema, price: { input: 30, output: 180, cachedInput: 3 } },
  {
    matches: 'gpt-5.6-cyber',
    ...window400k,
    features: noToolsNoJsonSchema,
    price: { input: 12.5, output: 75, cachedInput: 1.25 },
  },
  {
    matches: 'gpt-5.6-luna',
    ...window1050kOutput128k,
    features: full,
    price: { input: 0.2, output: 1.2, cachedInput: 0.02 },
  },
  {
    matches: 'gpt-5.6-sol',
    ...window1050kOutput128k,
    features: full,
    price: { input: 4, output: 20, cachedInput: 0.4 },
  },
  {
    matches: 'gpt-5.6-terra',
    ...window1050kOutput128k,
    features: full,
    price: { input: 2, output: 12, cachedInput: 0.2 },
  },
  {
    matches: 'gpt-6-astra',
    ...window1050kOutput128k,
    features: full,
    price: { input: 10, output: 50, cachedInput: 1 },
  },
  {
    matches: 'gpt-6-luna',
    ...window1050kOutput128k,
    features: full,
    price: { input: 0.1, output: 0.5, cachedInput: 0.01 },
  },
  { matches: 'gpt-6-sol', ...window1050kOutput128k, features: full, price: { input: 2, output: 10, cachedInput: 0.2 } },
  {
    matches: 'gpt-6.1-sol',
    ...window1050kOutput128k,
    features: noToolsNoJsonSchema,
    price: { input: 2, output: 10, cachedInput: 0.1 },
  },
  {
    matches: 'gpt-6.1-terra',
    ...window272k,
    features: noToolsNoJsonSchema,
    price: { input: 1, output: 5, cachedInput: 0.05 },
  },
  {
    matches: 'gpt-6.2-astra',
    ...window1050k,
    features: noJsonSchema,
    price: { input: 8, output: 40, cachedInput: 0.4 },
  },
  { matches: 'gpt-6.2-sol', ...window1050k, features: noJsonSchemaNoPromptCaching, price: { input: 2, output: 10 } },
  {
    matches: 'gpt-daybreak-blue-latest',
    ...window1050kOutput128k,
    features: noToolsNoJsonSchema,
    price: { input: 4, output: 20, cachedInput: 0.4 },
  },
  {
    matches: 'gpt-daybreak-red-latest',
    ...window400k,
    features: noToolsNoJsonSchema,
    price: { input: 12.5, output: 75, cachedInput: 1.25 },
  },
  { matches: 'o1-pro', ...window200k, features: noPromptCaching, price: { input: 150, output: 600 } },
  {
    matches: 'o3',
    ...window200k,
    features: noTools,
    price: { input: 2, output: 8, cachedInput: 0.5 },
    deprecatedOn: '2026-12-11',
  },
  { matches: 'o3-pro', ...window200k, features: noPromptCaching, price: { input: 20, output: 80 } },
];
