import type { SeededRandom } from '../../src/optimization/seeded-random.js';
import type { WorldTenant } from './world.js';

export interface Plausible {
  readonly random: SeededRandom;
  readonly tenant: WorldTenant;
  /** Where the fake provider listens. */
  readonly providerUrl: string;
  /** One of the tenant's own, mostly. */
  id(kind: string): string;
}

/** Texts of the tenant, that may be seen by nobody else. */
export const ownText = ({ tenant, random }: Plausible): string => `text ${tenant.marker} ${random.below(1_000)}`;
export const ownName = ({ random }: Plausible): string => `n${random.below(30)}`;

export const plausibleModels = [
  'openai/gpt-4o-mini',
  'openai/gpt-5-mini',
  'sandbox/simulated-small',
  'sandbox/simulated-large',
  'sandbox/other',
  'alias:n1',
  'alias:n2',
] as const;
const pick = <T>(items: readonly T[], { random }: Plausible): T => items[random.below(items.length)]!;
const model = (given: Plausible) => pick(plausibleModels, given);
const example = (given: Plausible) => ({ inputs: { text: ownText(given) }, expected: pick(['yes', 'no'], given) });
const prompt = (given: Plausible) =>
  given.random.below(3) === 0
    ? { name: given.id('Prompt') }
    : { system: ownText(given), user: `Answer {{text}} of ${given.tenant.marker}` };

const search = (given: Plausible) => ({
  prompt: prompt(given),
  dataset:
    given.random.below(3) === 0
      ? { id: given.id('Dataset') }
      : { examples: Array.from({ length: 4 + given.random.below(6) }, () => example(given)) },
  metric: metric(given),
  budget: { maxCalls: 2 + given.random.below(6) },
  seed: given.random.below(5),
  startPaused: given.random.below(10) > 0,
});
const metric = (given: Plausible): Record<string, unknown> =>
  pick(
    [
      { kind: 'EXACT_MATCH' },
      { kind: 'CONTAINS' },
      { kind: 'REGEX', pattern: '^(a+)+$' },
      { kind: 'NUMERIC', tolerance: 0.1 },
      { kind: 'JSON_FIELDS', fields: ['a', 'b.c'] },
      { kind: 'TOKEN_F1' },
      { kind: 'LENGTH', most: 20 },
      { kind: 'COMPOSITE', parts: [{ weight: 1, metric: { kind: 'LENGTH', most: 3 } }] },
      { kind: 'LLM_JUDGE', rubric: 'Good is short.', judge: 'openai/gpt-4o-mini' },
      { kind: 'WEBHOOK', url: `${given.providerUrl}/score`, secret: `${given.tenant.apiKey}-webhook` },
    ],
    given,
  );

/** What makes sense of each input, so that much of what is asked is really done; an input not named here is drawn by its type alone. */
export const plausibleInputs: Readonly<Record<string, (given: Plausible) => Record<string, unknown>>> = {
  PromptInput: prompt,
  DatasetInput: (given) => search(given).dataset,
  MetricInput: metric,
  BudgetInput: (given) => search(given).budget,
  ExampleInput: example,
  MessageInput: (given) => ({ role: 'USER', content: ownText(given) }),
  GenerateInput: (given) => ({
    model: model(given),
    messages: [{ role: 'USER', content: ownText(given) }],
    idempotencyKey: `key-${given.random.below(3_000)}`,
  }),
  RunPromptInput: (given) => ({ name: given.id('Prompt'), inputs: { text: ownText(given) } }),
  EvaluateInput: (given) => ({ ...search(given), model: model(given) }),
  OptimizePromptInput: (given) => ({ ...search(given), model: model(given), saveAs: ownName(given) }),
  OptimizeModelInput: (given) => ({ ...search(given), models: ['openai/gpt-4o-mini', 'sandbox/simulated-small'] }),
  PortPromptInput: (given) => ({ ...search(given), from: 'openai/gpt-4o-mini', to: 'sandbox/simulated-small' }),
  SavePromptInput: (given) => ({
    name: ownName(given),
    prompt: { user: `Hello {{text}} ${given.tenant.marker}` },
    model: 'sandbox/simulated-small',
  }),
  CreateDatasetInput: (given) => ({
    name: ownName(given),
    examples: Array.from({ length: 1 + given.random.below(8) }, () => example(given)),
  }),
  ImportExamplesInput: (given) => ({
    dataset: given.id('Dataset'),
    format: 'JSONL',
    text: `{"inputs":{"text":"${ownText(given)}"},"expected":"yes"}\n`,
  }),
  AddCredentialInput: (given) => ({
    provider: 'openai',
    apiKey: given.tenant.apiKey,
    baseUrl: given.providerUrl,
    name: ownName(given),
  }),
  RotateCredentialInput: (given) => ({ apiKey: given.tenant.apiKey, baseUrl: given.providerUrl }),
  CredentialInput: (given) =>
    given.random.below(2) === 0
      ? { id: given.id('Credential') }
      : { provider: 'openai', apiKey: given.tenant.apiKey, baseUrl: given.providerUrl },
  SetAliasInput: (given) => ({ name: ownName(given), model: 'openai/gpt-4o-mini' }),
  CreateTokenInput: () => ({ name: 'made', scopes: ['READ', 'RUN'] }),
};
