import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompletionRequest, ProviderAdapter } from '../../src/sdk/index.js';
import type { CallSpec } from '../../src/use-cases/make-call.js';
import { startFakeProvider, type Fault } from '../support/fake-provider.js';
import { plainAdapter, plainProvider } from '../support/plain-provider.js';
import { callerNamed, spendingWith, type SpendingOptions } from '../support/spending.js';

const secret = 'sk-canary-0123456789abcdefghijklmnop';
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Setting extends SpendingOptions {
  readonly fault?: (n: number) => Fault | undefined;
  readonly adapter?: ProviderAdapter;
  readonly latencyMs?: number;
}

async function setUp({ fault, adapter = plainAdapter, latencyMs, ...options }: Setting = {}) {
  const fake = await startFakeProvider({ dialect: 'compatible', fault, latencyMs, answer: () => 'Paris' });
  undo.push(() => fake.close());
  const provider = plainProvider({}, adapter);
  const spending = spendingWith([provider], options);
  undo.push(() => spending.egress.close());
  const { model } = spending.findModel.run('plain/small');
  const input = { provider: 'plain', apiKey: secret, baseUrl: fake.url };
  const credential = await spending.resolveCredential.run(callerNamed('tenant-1'), input, provider);
  const request: CompletionRequest = {
    model: 'small',
    messages: [{ role: 'user', content: 'The capital of France?' }],
    parameters: {},
  };
  const spec = (changes: Partial<CallSpec> = {}): CallSpec => ({
    tenant: 'tenant-1',
    provider,
    model,
    credential,
    request,
    onUnsupported: 'adapt',
    onOverflow: 'reject',
    purpose: 'task',
    job: { id: randomUUID(), epoch: null },
    ...changes,
  });
  const call = (changes?: Partial<CallSpec>) => spending.makeCall.run(spec(changes));
  return { ...spending, fake, spec, call, credential };
}
const kinds = ({ ledger }: { ledger: { entries: readonly { settlement?: { kind: string } }[] } }) =>
  ledger.entries.map(({ settlement }) => settlement?.kind);

describe('a call that comes through', () => {
  it('is reserved before it is sent, and settled with what it cost', async () => {
    const setting = await setUp({ latencyMs: 30 });
    const answer = await setting.call();
    expect(answer.completion.choices[0]!.text).toBe('Paris');
    expect(answer.usage.estimated).toBe(false);
    const { inputTokens, outputTokens } = answer.usage;
    expect(answer.usd).toBeCloseTo((inputTokens * 1 + outputTokens * 2) / 1e6, 12);
    expect(kinds(setting)).toEqual(['answered']);
    const { intent, settlement } = setting.ledger.entries[0]!;
    expect(intent).toMatchObject({ attempt: 1, model: 'plain/small', epoch: null, purpose: 'task' });
    expect(intent.reserved.tokens).toBeGreaterThanOrEqual(1_000);
    expect(intent.reserved.usd).toBeGreaterThan(answer.usd!);
    expect(settlement).toMatchObject({ kind: 'answered', answer: null, usd: answer.usd });
    expect(answer.attempts).toHaveLength(1);
    expect(answer.latency.totalMs).toBeGreaterThanOrEqual(29);
    expect(answer.latency.overheadMs).toBeLessThan(answer.latency.totalMs - 25);
  });

  it('sends nothing where the ledger takes no reservation', async () => {
    const setting = await setUp();
    setting.ledger.reserve = async () => Promise.reject(new Error('no database'));
    await expect(setting.call()).rejects.toThrow('no database');
    expect(setting.fake.requests).toHaveLength(0);
  });

  it('is estimated, and says so, where the provider counts absurdly or not at all', async () => {
    for (const usage of [
      undefined,
      { inputTokens: -5, outputTokens: 1e12, cachedInputTokens: 0, reasoningTokens: 0 },
    ]) {
      const adapter: ProviderAdapter = {
        ...plainAdapter,
        complete: async (request, call) => ({ ...(await plainAdapter.complete(request, call)), usage }),
      };
      const answer = await (await setUp({ adapter })).call();
      expect(answer.usage.estimated).toBe(true);
      expect(answer.usage.inputTokens).toBeGreaterThan(0);
      expect(answer.usage.outputTokens).toBeGreaterThan(0);
    }
  });

  it('reports what its adapter noticed', async () => {
    const reports = [{ quirk: 'drops-messages', parameter: 'messages', reason: 'Some were dropped.', lossless: false }];
    const adapter: ProviderAdapter = {
      ...plainAdapter,
      complete: async (request, call) => ({ ...(await plainAdapter.complete(request, call)), reports }),
    };
    const answer = await (await setUp({ adapter })).call();
    expect(answer.adaptations).toContainEqual({
      parameter: 'messages',
      action: 'reported',
      requested: null,
      sent: null,
      lossless: false,
      reason: 'Some were dropped.',
      quirk: 'plain/drops-messages',
    });
  });
});

describe('a fault of the provider', () => {
  // What is thrown, what reached the provider, and what each attempt is settled as.
  const matrix: [string, Fault, string, number, string][] = [
    ['429 without a date', { status: 429 }, 'RATE_LIMITED', 3, 'refused'],
    ['429 for a very long time', { status: 429, headers: { 'retry-after': '100000' } }, 'RATE_LIMITED', 1, 'refused'],
    ['402', { status: 402 }, 'QUOTA_EXHAUSTED', 1, 'refused'],
    ['401', { status: 401 }, 'CREDENTIAL_INVALID', 1, 'refused'],
    ['400', { status: 400 }, 'PROVIDER_REJECTED', 1, 'refused'],
    ['500', { status: 500 }, 'PROVIDER_OVERLOADED', 3, 'refused'],
    ['503', { status: 503 }, 'PROVIDER_OVERLOADED', 3, 'refused'],
    ['529', { status: 529 }, 'PROVIDER_OVERLOADED', 3, 'refused'],
    ['504', { status: 504 }, 'PROVIDER_OVERLOADED', 2, 'in-doubt'],
    ['no answer', 'hang', 'PROVIDER_TIMEOUT', 2, 'in-doubt'],
    ['a cut', 'cut', 'PROVIDER_UNREACHABLE', 2, 'in-doubt'],
    ['a cut in the middle', 'cut-stream', 'PROVIDER_UNREACHABLE', 2, 'in-doubt'],
    ['a stop in the middle', 'stall-stream', 'PROVIDER_TIMEOUT', 2, 'in-doubt'],
    ['a page', 'html', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['null', 'null', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['nothing', 'empty', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['half an answer', 'truncated', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['an error with status 200', 'error-200', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['an answer without choices', 'no-choices', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['an endless answer', 'flood', 'PROVIDER_PROTOCOL', 2, 'in-doubt'],
    ['a redirect', 'redirect', 'PROVIDER_PROTOCOL', 1, 'refused'],
  ];

  it.each(matrix)('%s is the typed error, tried as often as it may be, and settled', async (...row) => {
    const [, fault, code, requests, kind] = row;
    const setting = await setUp({ fault: () => fault, deadlineMs: 150, maxResponseBytes: 1024 * 1024 });
    const error = await setting.call().catch((thrown: unknown) => thrown as Error & { code: string; details: any });
    expect(error).toMatchObject({ code, details: { provider: { id: 'plain' } } });
    expect(setting.fake.requests).toHaveLength(requests);
    expect(kinds(setting)).toEqual(Array(requests).fill(kind));
    expect(setting.ledger.open).toEqual([]);
    expect((error as { details: { inDoubt?: number } }).details.inDoubt).toBe(
      kind === 'in-doubt' ? requests : undefined,
    );
    const shown = `${String(error)} ${JSON.stringify(error)} ${setting.logged.join()}`;
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain('Paris');
  });

  it.each([{ status: 429, headers: { 'retry-after': '0.05' } }, { status: 500 }, 'cut', 'html'] as const)(
    'that passes (%j) costs one more attempt, which is told',
    async (fault) => {
      const setting = await setUp({ fault: (n) => (n === 1 ? fault : undefined) });
      const retries: string[] = [];
      const answer = await setting.call({ onRetry: (code) => retries.push(code) });
      expect(answer.completion.choices[0]!.text).toBe('Paris');
      expect(answer.attempts.map(({ errorCode }) => errorCode)).toEqual([retries[0], undefined]);
      expect(setting.ledger.entries.map(({ intent }) => intent.attempt)).toEqual([1, 2]);
      expect(new Set(setting.ledger.entries.map(({ intent }) => intent.callKey)).size).toBe(1);
    },
  );

  it('asked to wait, all calls on the credential wait', async () => {
    const setting = await setUp({
      fault: (n) => (n === 1 ? { status: 429, headers: { 'retry-after': '0.2' } } : undefined),
    });
    const first = setting.call();
    while (setting.ledger.entries[0]?.settlement === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
    const limitedAt = Date.now();
    await Promise.all([first, setting.call(), setting.call()]);
    expect(setting.fake.requests).toHaveLength(4);
    for (const { at } of setting.fake.requests.slice(1)) expect(at - limitedAt).toBeGreaterThanOrEqual(180);
  });

  it('before the send is given back and tried again', async () => {
    const setting = await setUp();
    await setting.fake.close();
    const error = await setting.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE', retryable: true });
    expect(kinds(setting)).toEqual(['not-sent', 'not-sent', 'not-sent']);
    expect(await setting.ledger.usage('tenant-1', { groupBy: [] })).toMatchObject([{ calls: 0, usd: 0 }]);
  });

  it('at a forbidden address sends nothing and counts nothing', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const setting = await setUp({ allow: ['127.0.0.1/32'], resolve });
    setting.endpoints.forbidOwnPort(Number(new URL(setting.fake.origin).port));
    await expect(setting.call()).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    expect(kinds(setting)).toEqual(['not-sent']);
    expect(setting.fake.requests).toHaveLength(0);
  });
});

describe('a plugin that misbehaves costs only its own call', () => {
  const adapters: [string, () => unknown, string][] = [
    ['throws', () => { throw new TypeError(`bad ${secret}`); }, 'PROVIDER_PROTOCOL'], // prettier-ignore
    ['rejects with no error', async () => Promise.reject('text'), 'PROVIDER_PROTOCOL'],
    ['gives null', async () => null, 'PROVIDER_PROTOCOL'],
    ['gives no choices', async () => ({ choices: [] }), 'PROVIDER_PROTOCOL'],
    [
      'gives odd choices',
      async () => ({ choices: [{ text: 5, finishReason: 'stop', toolCalls: [] }] }),
      'PROVIDER_PROTOCOL',
    ],
    [
      'gives an unknown finish',
      async () => ({ choices: [{ text: '', finishReason: 'x', toolCalls: [] }] }),
      'PROVIDER_PROTOCOL',
    ],
    ['hangs for ever', () => new Promise(() => undefined), 'PROVIDER_TIMEOUT'],
  ];
  it.each(adapters)('%s', async (_name, complete, code) => {
    const adapter = { ...plainAdapter, complete: complete as ProviderAdapter['complete'] };
    const setting = await setUp({ adapter, deadlineMs: 50 });
    const error = await setting.call().catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).not.toContain(secret);
    expect(setting.ledger.open).toEqual([]);
    expect(new Set(kinds(setting))).toEqual(new Set(['not-sent']));
  });
});

describe('a call that is cancelled', () => {
  it('ends at once, in doubt, and is not tried again', async () => {
    const setting = await setUp({ fault: () => 'hang', deadlineMs: 60_000 });
    const abort = new AbortController();
    const work = setting.call({ signal: abort.signal });
    while (setting.fake.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    abort.abort();
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(kinds(setting)).toEqual(['in-doubt']);
    await expect(setting.call({ signal: abort.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(setting.fake.requests).toHaveLength(1);
  });

  it('between two attempts waits no longer', async () => {
    const setting = await setUp({ fault: () => ({ status: 429, headers: { 'retry-after': '4' } }) });
    const abort = new AbortController();
    const started = Date.now();
    const work = setting.call({ signal: abort.signal, onRetry: () => abort.abort() });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(setting.ledger.open).toEqual([]);
  });
});

describe('a call of a job', () => {
  const limits = { maxCalls: 10, maxTaskCalls: null, maxUsd: null, maxTokens: null };
  it('is paid for once, whether its answer is known already or found in the ledger', async () => {
    const setting = await setUp();
    const { epoch } = await setting.ledger.takeOver({ tenant: 'tenant-1', job: 'job-1', limits });
    const job = { id: 'job-1', epoch };
    const first = await setting.call({ job });
    expect(first).toMatchObject({ cached: false });
    const again = await setting.call({ job });
    const known = await setting.ledger.answers('tenant-1', 'job-1');
    const replayed = await setting.call({ job, known });
    for (const answer of [again, replayed]) {
      expect(answer).toMatchObject({ cached: true, attempts: [], callKey: first.callKey, usd: first.usd });
      expect(answer.completion).toEqual(first.completion);
    }
    expect([...known.keys()]).toEqual([first.callKey]);
    expect(setting.fake.requests).toHaveLength(1);
    expect((await setting.call({ job, sample: 1 })).cached).toBe(false);
    expect(setting.fake.requests).toHaveLength(2);
  });

  it('has a key that tells apart what is asked, of whom and how, and nothing else', async () => {
    const setting = await setUp();
    const { callKeyOf } = await import('../../src/use-cases/call-key.js');
    const spec = setting.spec();
    const key = callKeyOf(spec);
    const { request } = spec;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(callKeyOf(setting.spec({ purpose: 'judge', sample: 0, tenant: 'x' }))).toBe(key);
    const reordered = JSON.parse(JSON.stringify({ parameters: {}, messages: request.messages, model: request.model }));
    expect(callKeyOf(setting.spec({ request: reordered }))).toBe(key);
    const others = [
      { sample: 1 },
      { onUnsupported: 'reject' as const },
      { onOverflow: 'drop-oldest' as const },
      { request: { ...request, parameters: { temperature: 0 } } },
      { credential: { ...setting.credential, origin: 'https://other.example' } },
      { model: { ...spec.model, ref: 'plain/large' } },
    ].map((change) => callKeyOf(setting.spec(change)));
    expect(new Set([key, ...others]).size).toBe(7);
  });

  it('stops where the budget ends, and where another worker owns the job', async () => {
    const setting = await setUp({ fault: () => ({ status: 500 }) });
    const { epoch } = await setting.ledger.takeOver({
      tenant: 'tenant-1',
      job: 'job-1',
      limits: { ...limits, maxCalls: 2 },
    });
    const job = { id: 'job-1', epoch };
    await expect(setting.call({ job })).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { limit: 'maxCalls' },
    });
    expect(setting.fake.requests).toHaveLength(2);
    await setting.ledger.takeOver({ tenant: 'tenant-1', job: 'job-1', limits });
    await expect(setting.call({ job })).rejects.toMatchObject({ name: 'FencedError' });
    expect(setting.fake.requests).toHaveLength(2);
  });

  it('keeps within its budget with many at once and failures among them', async () => {
    const setting = await setUp({ fault: (n) => (n % 5 === 0 ? { status: 500 } : undefined) });
    const { epoch } = await setting.ledger.takeOver({
      tenant: 'tenant-1',
      job: 'job-1',
      limits: { ...limits, maxCalls: 50 },
    });
    const job = { id: 'job-1', epoch };
    const results = await Promise.allSettled(Array.from({ length: 100 }, (_, sample) => setting.call({ job, sample })));
    expect(setting.fake.requests.length).toBe(50);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(40);
    expect(setting.ledger.open).toEqual([]);
  });

  it('writes a result down again and again while the database is away, and pays no second time', async () => {
    const setting = await setUp();
    const settle = setting.ledger.settle.bind(setting.ledger);
    let refusals = 3;
    setting.ledger.settle = async (...args) => (refusals-- > 0 ? Promise.reject(new Error('away')) : settle(...args));
    const { epoch } = await setting.ledger.takeOver({ tenant: 'tenant-1', job: 'job-1', limits });
    await setting.call({ job: { id: 'job-1', epoch } });
    expect((await setting.ledger.answers('tenant-1', 'job-1')).size).toBe(1);
    expect(setting.fake.requests).toHaveLength(1);
  });
});

describe('a streamed call', () => {
  it('gives its pieces as they come, and the time of the first', async () => {
    const setting = await setUp();
    const pieces: string[] = [];
    const answer = await setting.call({ onDelta: ({ text }) => pieces.push(text ?? '') });
    expect(pieces.join('')).toBe('Paris');
    expect(answer.latency.firstTokenMs).toBeLessThanOrEqual(answer.latency.totalMs);
  });

  it.each(['cut-stream', 'error-in-stream'] as const)('broken in the middle (%s) is not begun again', async (fault) => {
    const setting = await setUp({ fault: () => fault });
    const pieces: string[] = [];
    const work = setting.call({ onDelta: ({ text }) => pieces.push(text ?? '') });
    await expect(work).rejects.toMatchObject({ retryable: true });
    expect(pieces.length).toBeGreaterThan(0);
    expect(setting.fake.requests).toHaveLength(1);
    expect(kinds(setting)).toEqual(['in-doubt']);
  });

  it('refused before its first piece is tried again', async () => {
    const setting = await setUp({ fault: (n) => (n === 1 ? { status: 503 } : undefined) });
    const pieces: string[] = [];
    await setting.call({ onDelta: ({ text }) => pieces.push(text ?? '') });
    expect(pieces.join('')).toBe('Paris');
  });
});
