import type { ModelDeclaration, ModelFeature } from 'byom/sdk';

/** On which these facts were read. */
const asOf = '2026-11-23';

const full: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'tools',
  'parallel-tools',
  'json-schema',
  'vision',
  'reasoning',
  'prompt-caching',
];
const noTools: readonly ModelFeature[] = [
  'streaming',
  'system-prompt',
  'json-schema',
  'vision',
  'reasoning',
  'prompt-caching',
];

const window1000k = { contextWindow: 1_000_000, maxOutputTokens: 128_000, asOf };
const window200k = { contextWindow: 200_000, maxOutputTokens: 64_000, asOf };

/** The models that were to be had on that day; prices are those of the shortest inputs. */
export const models: readonly ModelDeclaration[] = [
  { matches: 'claude-fable-5', ...window1000k, features: full, price: { input: 10, output: 50, cachedInput: 1 } },
  { matches: 'claude-fable-5-1', ...window1000k, features: full, price: { input: 10, output: 50, cachedInput: 0.25 } },
  { matches: 'claude-fable-5-2', ...window1000k, features: noTools, price: { input: 8, output: 40, cachedInput: 0.2 } },
  { matches: 'claude-haiku-4-5', ...window200k, features: full, price: { input: 1, output: 5, cachedInput: 0.1 } },
  {
    matches: 'claude-haiku-4-5-20251001',
    ...window200k,
    features: full,
    price: { input: 1, output: 5, cachedInput: 0.1 },
  },
  {
    matches: 'claude-haiku-5-5',
    ...window1000k,
    features: noTools,
    price: { input: 0.1, output: 0.5, cachedInput: 0.01 },
  },
  { matches: 'claude-opus-4-5', ...window200k, features: full, price: { input: 5, output: 25, cachedInput: 0.5 } },
  {
    matches: 'claude-opus-4-5-20251101',
    ...window200k,
    features: full,
    price: { input: 5, output: 25, cachedInput: 0.5 },
  },
  { matches: 'claude-opus-4-6', ...window1000k, features: full, price: { input: 5, output: 25, cachedInput: 0.5 } },
  { matches: 'claude-opus-4-7', ...window1000k, features: full, price: { input: 5, output: 25, cachedInput: 0.5 } },
  { matches: 'claude-opus-4-8', ...window1000k, features: full, price: { input: 5, output: 25, cachedInput: 0.5 } },
  { matches: 'claude-opus-5', ...window1000k, features: full, price: { input: 5, output: 25, cachedInput: 0.5 } },
  { matches: 'claude-opus-5-5', ...window1000k, features: full, price: { input: 4, output: 20, cachedInput: 0.2 } },
  {
    matches: 'claude-sonnet-4-5',
    ...window200k,
    features: full,
    price: { input: 3, output: 15, cachedInput: 0.3 },
    deprecatedOn: '2026-11-30',
  },
  {
    matches: 'claude-sonnet-4-5-20250929',
    ...window200k,
    features: full,
    price: { input: 3, output: 15, cachedInput: 0.3 },
    deprecatedOn: '2026-11-30',
  },
  { matches: 'claude-sonnet-4-6', ...window1000k, features: full, price: { input: 3, output: 15, cachedInput: 0.3 } },
  { matches: 'claude-sonnet-5', ...window1000k, features: full, price: { input: 2, output: 10, cachedInput: 0.2 } },
  {
    matches: 'claude-sonnet-5-5',
    ...window1000k,
    features: noTools,
    price: { input: 2, output: 10, cachedInput: 0.1 },
  },
];
