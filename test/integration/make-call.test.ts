import { afterEach, describe, expect, it } from '@jest/globals';
import type { ProviderAdapter } from '../../src/sdk/index.js';
import type { Ledger } from '../../src/usage/ledger.js';
import { callKeyOf } from '../../src/use-cases/call-key.js';
import { startCallSetting, type CallOptions, type CallSetting } from '../support/call-setting.js';
import { plainAdapter } from '../support/plain-provider.js';

const open: CallSetting[] = [];
afterEach(async () => {
  for (const setting of open.splice(0)) await setting.close();
});
async function setUp(options?: CallOptions): Promise<CallSetting> {
  const setting = await startCallSetting(options);
  open.push(setting);
  return setting;
}

describe('a call that comes through', () => {
  it('is reserved before it is sent, and settled with what it cost', async () => {
    const setting = await setUp({ latencyMs: 30 });
    const answer = await setting.call();
    expect(answer.completion.choices[0]!.text).toBe('Paris');
    expect(answer.usage.estimated).toBe(false);
    const { inputTokens, outputTokens } = answer.usage;
    expect(answer.usd).toBeCloseTo((inputTokens * 1 + outputTokens * 2) / 1e6, 12);
    expect(setting.kinds()).toEqual(['answered']);
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
    await new Promise((resolve) => setTimeout(resolve, 50));
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

describe('a call that is cancelled', () => {
  it('ends at once, in doubt, and is not tried again', async () => {
    const setting = await setUp({ fault: () => 'hang', deadlineMs: 60_000 });
    const abort = new AbortController();
    const work = setting.call({ signal: abort.signal });
    while (setting.fake.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    abort.abort();
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(setting.kinds()).toEqual(['in-doubt']);
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

  it('stops where the budget of its tenant ends, and says when it begins anew', async () => {
    const setting = await setUp();
    const resetsAt = new Date('2030-01-02T00:00:00Z');
    const budget = {
      id: 'b',
      credential: null,
      window: 'day',
      owner: 'tenant',
      limit: 'maxUsd',
      why: 'used-up',
      resetsAt,
    };
    setting.ledger.reserve = async () => ({ kind: 'over-budget', budget }) as Awaited<ReturnType<Ledger['reserve']>>;
    await expect(setting.call()).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { limit: 'maxUsd', budget: { resetsAt: resetsAt.toISOString() } },
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(setting.fake.requests).toHaveLength(0);
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
    expect(setting.kinds()).toEqual(['in-doubt']);
  });

  it('refused before its first piece is tried again', async () => {
    const setting = await setUp({ fault: (n) => (n === 1 ? { status: 503 } : undefined) });
    const pieces: string[] = [];
    await setting.call({ onDelta: ({ text }) => pieces.push(text ?? '') });
    expect(pieces.join('')).toBe('Paris');
  });
});
