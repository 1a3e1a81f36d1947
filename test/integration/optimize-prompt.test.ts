import { CodeSandboxes } from '../../src/sandbox/code-sandboxes.js';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Dataset, Example } from '../../src/datasets/dataset-store.js';
import type { OptimizationRecord } from '../../src/optimization/optimization-store.js';
import type { SavedPrompt } from '../../src/prompts/prompt-store.js';
import { ByomError, type ResolvedModel } from '../../src/sdk/index.js';
import { CancelOptimization } from '../../src/use-cases/cancel-optimization.js';
import type { OptimizationRunInput } from '../../src/use-cases/optimization/optimization-run-input.js';
import { OptimizePrompt } from '../../src/use-cases/optimize-prompt.js';
import type { OptimizePromptInput } from '../../src/use-cases/optimization/optimize-prompt-input.js';
import { StartOptimization } from '../../src/use-cases/optimization/start-optimization.js';
import { RunCredentials } from '../../src/use-cases/optimization/run-credentials.js';
import { InMemoryCredentialStore } from '../support/in-memory-credential-store.js';
import { InMemoryOptimizationStore } from '../support/in-memory-optimization-store.js';
import { labelExamples } from '../support/label-task.js';
import { requestDigest } from '../support/request-digest.js';

const caller = { tenant: { id: 'tenant', name: 'Tenant', createdAt: new Date() } };
const examples = labelExamples(60);

let store: InMemoryOptimizationStore;
let credentials: InMemoryCredentialStore;
let enqueued: string[];
let optimize: OptimizePrompt;
let cancel: CancelOptimization;
let price: ResolvedModel['price'];

beforeEach(() => {
  const destroyKeys = (id: string) => void credentials.removeOfOptimization(caller.tenant.id, id);
  store = new InMemoryOptimizationStore(undefined, destroyKeys);
  credentials = new InMemoryCredentialStore();
  enqueued = [];
  price = undefined;
  const runCredentials = new RunCredentials({
    credentials,
    // A vault that keeps no secret: how one is sealed is tested with the vault.
    vault: {
      add: (tenant: string, { definition, optimization, makeDefault }: never) =>
        credentials.insert({
          id: `sealed-${credentials.rows.length}`,
          tenant,
          provider: (definition as { id: string }).id,
          name: '',
          baseUrl: '',
          origin: '',
          fields: {},
          sealed: null,
          version: 1,
          hint: null,
          fingerprint: '',
          dataKey: null,
          isDefault: makeDefault,
          optimization,
        }),
    } as never,
    resolveCredential: {
      run: async (_: unknown, input: { apiKey?: string } | undefined) => {
        if (input?.apiKey === undefined) throw new ByomError('NO_CREDENTIAL', 'No credential.');
        return { id: null, secret: {} };
      },
    } as never,
  });
  const model = (ref: string) => ({ ref, providerId: 'openai', providerModelId: ref.slice(7), price, features: [] });
  const dataset = { id: 'stored', tenant: 'tenant' } as Dataset;
  const start = new StartOptimization({
    optimizations: store,
    datasets: {
      find: async (tenant: string, id: string) => (tenant === 'tenant' && id === 'stored' ? dataset : undefined),
      forRun: async (): Promise<readonly Example[]> => examples,
    } as never,
    prompts: {
      find: async (_: string, name: string): Promise<SavedPrompt | undefined> =>
        name === 'saved'
          ? ({ template: { user: 'Saved: {{text}}', demonstrations: [] } } as unknown as SavedPrompt)
          : undefined,
    } as never,
    findModel: {
      run: (ref: string) => {
        if (!ref.startsWith('openai/')) throw new ByomError('UNKNOWN_MODEL', 'No such model.');
        return { provider: { definition: { id: 'openai' } }, model: model(ref) };
      },
    } as never,
    findTarget: {} as never,
    endpoints: { check: async (url: string) => new URL(url) },
    runCredentials,
    sandboxes: new CodeSandboxes(false),
    digest: requestDigest(),
    queue: { enqueue: async ({ id }: { id: string }) => void enqueued.push(id) } as never,
    logger: { info() {}, warn() {}, error() {} },
  });
  optimize = new OptimizePrompt({ start });
  cancel = new CancelOptimization({ optimizations: store });
});

const input = (changes: Partial<OptimizePromptInput> = {}): OptimizePromptInput => ({
  prompt: { user: 'Sort: {{text}}' },
  model: 'openai/gpt-5-mini',
  dataset: { examples },
  metric: { kind: 'exact-match' },
  budget: { maxCalls: 200 },
  seed: 3,
  credentials: [{ provider: 'openai', apiKey: 'sk-canary-of-this-test' }],
  ...changes,
});

const examplesOf = async ({ tenant, id }: OptimizationRecord) =>
  (await store.examples(tenant, id)) as unknown as OptimizationRunInput['examples'];

const codeOf = async (changes: Partial<OptimizePromptInput>) => {
  try {
    await optimize.run(caller, input(changes));
  } catch (error) {
    if (!ByomError.is(error)) throw error;
    expect(enqueued).toHaveLength(0);
    // Nothing of a refused run is left behind.
    expect(credentials.rows.filter((row) => row.optimization !== null)).toHaveLength(0);
    return `${error.code}: ${error.message}`;
  }
  return 'accepted';
};

describe('optimizePrompt', () => {
  test('quotes, stores and enqueues a run, with the key sealed for it', async () => {
    const record = await optimize.run(caller, input({ saveAs: 'sorted' }));
    expect(enqueued).toEqual([record.id]);
    expect(record.status).toBe('queued');
    const run = record.input as unknown as OptimizationRunInput;
    expect(run.sizes!.train + run.sizes!.validation + run.sizes!.test).toBe(60);
    expect((await examplesOf(record)).train).toHaveLength(run.sizes!.train);
    expect(run).toMatchObject({
      strategy: 'auto',
      seed: 3,
      budget: { maxCalls: 200, maxConcurrency: 8 },
      proposer: 'openai/gpt-5-mini',
    });
    expect(credentials.rows).toMatchObject([{ optimization: record.id, isDefault: false }]);
    expect(run.credentials).toEqual({ openai: credentials.rows[0]!.id });
    expect(JSON.stringify(record)).not.toContain('canary');
    expect(record.quote.calls.high).toBeLessThanOrEqual(200);
    expect(record.quote.calls.low).toBeGreaterThan(20);
    expect(record.quote.usd).toBeUndefined();
    expect(record.quote.tokens.low).toBeLessThan(record.quote.tokens.high);
  });

  test('splits the same examples the same way for the same seed, and another way for another', async () => {
    const testIds = async (seed: number) => {
      const { test } = await examplesOf(await optimize.run(caller, input({ seed })));
      return test.map(({ id }) => id);
    };
    expect(await testIds(1)).toEqual(await testIds(1));
    expect(await testIds(1)).not.toEqual(await testIds(2));
  });

  test('tests on fewer examples where the budget is small', async () => {
    const record = await optimize.run(caller, input({ budget: { maxCalls: 40 } }));
    expect((await examplesOf(record)).test).toHaveLength(8);
    expect((record.input as unknown as OptimizationRunInput).testSplitSize).toBe(18);
  });

  test('takes a stored dataset and a saved prompt', async () => {
    const { input: run } = await optimize.run(caller, input({ dataset: { id: 'stored' }, prompt: { name: 'saved' } }));
    expect((run as unknown as OptimizationRunInput).prompt.user).toBe('Saved: {{text}}');
  });

  test('quotes dollars where prices are known, within the budget', async () => {
    price = { input: 1, output: 4 };
    const { quote } = await optimize.run(caller, input({ budget: { maxUsd: 0.5 } }));
    expect(quote.usd!.high).toBeLessThanOrEqual(0.5);
    expect(quote.usd!.low).toBeGreaterThan(0);
  });

  test('starts one run for one idempotency key', async () => {
    const first = await optimize.run(caller, input({ idempotencyKey: 'once' }));
    const again = await optimize.run(caller, input({ idempotencyKey: 'once' }));
    expect(again.id).toBe(first.id);
    expect(credentials.rows).toHaveLength(1);
    await expect(optimize.run(caller, input({ idempotencyKey: 'once', seed: 4 }))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(credentials.rows).toHaveLength(1);
  });

  test('destroys the key of a run that is cancelled before it began', async () => {
    const { id } = await optimize.run(caller, input());
    expect(await cancel.run(caller, id)).toMatchObject({ status: 'cancelled' });
    expect(credentials.rows).toHaveLength(0);
    await expect(cancel.run(caller, 'other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each<[string, Partial<OptimizePromptInput>, RegExp]>([
    ['an unknown model', { model: 'nobody/model' }, /^UNKNOWN_MODEL/],
    ['an unknown proposer', { proposer: 'nobody/model' }, /^UNKNOWN_MODEL/],
    ['an unknown variable', { prompt: { user: '{{text}} {{mood}}' } }, /^BAD_USER_INPUT.*`mood`/],
    ['a prompt without a user part', { prompt: { system: 'Sort.' } }, /^BAD_USER_INPUT/],
    ['a prompt both named and written', { prompt: { name: 'saved', user: '{{text}}' } }, /^BAD_USER_INPUT/],
    ['an unknown prompt', { prompt: { name: 'nothing' } }, /^NOT_FOUND/],
    ['an empty dataset', { dataset: { examples: [] } }, /^BAD_USER_INPUT.*at least one/],
    ['no dataset', { dataset: {} }, /^BAD_USER_INPUT/],
    ['an unknown dataset', { dataset: { id: 'other' } }, /^NOT_FOUND/],
    ['no validation example', { dataset: { examples, validationShare: 0 } }, /^BAD_USER_INPUT.*validation/],
    ['shares above 1', { dataset: { examples, validationShare: 0.6, testShare: 0.6 } }, /^BAD_USER_INPUT/],
    [
      'a dataset of 100,000 rows',
      { dataset: { examples: Array.from({ length: 100_000 }, () => examples[0]!) } },
      /^BAD_USER_INPUT.*10000/,
    ],
    ['a pattern metric without its pattern', { metric: { kind: 'regex' } }, /^BAD_USER_INPUT.*`pattern`/],
    ['a pattern that is none', { metric: { kind: 'regex', pattern: '(a' } }, /^BAD_USER_INPUT.*`pattern`/],
    ['a metric that the examples do not fit', { metric: { kind: 'numeric' } }, /^BAD_USER_INPUT.*Example 1 /],
    ['a tolerance of NaN', { metric: { kind: 'numeric', tolerance: NaN } }, /^BAD_USER_INPUT.*`tolerance`/],
    ['no budget', { budget: {} }, /^BAD_USER_INPUT.*at least one/],
    ['a budget of time alone', { budget: { maxSeconds: 60 } }, /^BAD_USER_INPUT.*at least one/],
    ['a budget of 0', { budget: { maxCalls: 0 } }, /^BAD_USER_INPUT.*`maxCalls`/],
    ['a budget of NaN', { budget: { maxUsd: NaN } }, /^BAD_USER_INPUT.*`maxUsd`/],
    ['a budget of null', { budget: { maxCalls: null as never } }, /^BAD_USER_INPUT.*at least one/],
    ['a budget beyond all bounds', { budget: { maxTokens: 1e308 } }, /^BAD_USER_INPUT.*`maxTokens`/],
    ['a budget for nothing', { budget: { maxCalls: 19 } }, /^BAD_USER_INPUT.*at least 20/],
    ['too much at once', { budget: { maxCalls: 100, maxConcurrency: 65 } }, /^BAD_USER_INPUT.*64/],
    ['dollars without a price', { budget: { maxUsd: 1 } }, /^BAD_USER_INPUT.*price.*openai\/gpt-5-mini/],
    ['no key', { credentials: [] }, /^NO_CREDENTIAL/],
    ['a key for another provider', { credentials: [{ provider: 'groq', apiKey: 'x' }] }, /^BAD_USER_INPUT/],
    ['a name that cannot be one', { saveAs: 'a b' }, /^BAD_USER_INPUT.*`saveAs`/],
    ['an unknown strategy', { strategy: 'guess' as never }, /^BAD_USER_INPUT/],
  ])('refuses %s', async (_, changes, expected) => {
    const told = await codeOf(changes);
    expect(told).toMatch(expected);
    expect(told).not.toContain('canary');
  });
});
