import { describe, expect, test } from '@jest/globals';
import type { LimitedCall } from '../../src/calls/limits/call-limits.js';
import { CircuitBreaker } from '../../src/calls/limits/circuit-breaker.js';
import { RetryQuota } from '../../src/calls/limits/retry-quota.js';
import type { RateLimitHeaders } from '../../src/sdk/index.js';
import { callLimits } from '../support/in-memory-limit-store.js';
import { inVirtualTime } from '../support/virtual-time.js';

const call: LimitedCall = {
  tenant: 'a',
  credential: 'key',
  origin: 'https://one.example',
  provider: 'one',
  tokens: 4_000,
  flow: '',
  mostPauseMs: 60_000,
};
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A provider that enforces what it tells: a bucket that fills up all the time, or one that is full at the minute. */
class Bucket {
  refusals = 0;
  served = 0;
  #left: number;
  #at = performance.now();

  constructor(
    private readonly limit: number,
    private readonly refills: 'gradually' | 'at-reset',
  ) {
    this.#left = limit;
  }

  take(amount: number): { readonly ok: boolean; readonly headers: Readonly<Record<string, string>> } {
    const now = performance.now();
    if (this.refills === 'gradually')
      this.#left = Math.min(this.limit, this.#left + ((now - this.#at) * this.limit) / 60_000);
    else if (Math.floor(now / 60_000) > Math.floor(this.#at / 60_000)) this.#left = this.limit;
    this.#at = now;
    const ok = this.#left >= amount;
    if (ok) this.#left -= amount;
    this.refusals += ok ? 0 : 1;
    this.served += ok ? 1 : 0;
    const reset =
      this.refills === 'gradually' ? ((this.limit - this.#left) * 60_000) / this.limit : 60_000 - (now % 60_000);
    const wait: Record<string, string> = ok
      ? {}
      : { wait: String(this.refills === 'gradually' ? 1_000 : Math.ceil(reset)) };
    return {
      ok,
      headers: {
        limit: String(this.limit),
        left: String(Math.floor(this.#left)),
        reset: `${Math.ceil(reset)}ms`,
        ...wait,
      },
    };
  }
}

const declared = (of: RateLimitHeaders['of'], refills: 'gradually' | 'at-reset'): readonly RateLimitHeaders[] => [
  { of, limit: 'limit', remaining: 'left', reset: { header: 'reset', in: 'duration' }, refills },
];

/** So many workers ask as often as they may, for some minutes, each again until it is served. */
async function traffic(
  bucket: Bucket,
  headers: readonly RateLimitHeaders[],
  {
    workers,
    minutes,
    replicas = 1,
  }: { readonly workers: number; readonly minutes: number; readonly replicas?: number },
): Promise<void> {
  const limits = Array.from({ length: replicas }, () => callLimits({ random: () => 0.5 }));
  const end = performance.now() + minutes * 60_000;
  const amount = headers[0]?.of === 'tokens' ? 100 : 1;
  const work = async (n: number) => {
    while (performance.now() < end) {
      const pass = await limits[n % replicas]!.admit(call);
      const { ok, headers: told } = bucket.take(amount);
      await sleep(200);
      const usage = { inputTokens: ok ? 60 : 0, outputTokens: ok ? 40 : 0 };
      const retryAfterMs = Number(told['wait'] ?? 0);
      const header = (name: string) => told[name];
      pass.observed({
        sent: true,
        usage,
        header,
        declared: headers,
        ...(!ok && { code: 'RATE_LIMITED' as const, retryAfterMs }),
      });
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, n) => work(n)));
}

describe('a provider that tells of its limits in headers', () => {
  test.each([
    ['requests', 'gradually', 60],
    ['requests', 'at-reset', 60],
    ['tokens', 'gradually', 6_000],
    ['tokens', 'at-reset', 6_000],
  ] as const)('of %s that refill %s refuses far fewer calls, and serves hardly fewer', (of, refills, limit) =>
    inVirtualTime(async () => {
      const setting = { workers: 12, minutes: 10 };
      const [learning, blind] = [new Bucket(limit, refills), new Bucket(limit, refills)];
      await traffic(learning, declared(of, refills), setting);
      await traffic(
        blind,
        of === 'tokens' ? [{ ...declared(of, refills)[0]!, remaining: 'no-such-header' }] : [],
        setting,
      );
      expect(blind.refusals).toBeGreaterThan(20);
      expect(learning.refusals).toBeLessThan(blind.refusals / 4);
      expect(learning.served).toBeGreaterThan(blind.served * 0.85);
    }),
  );

  test('does so for two replicas, neither of which knows what the other sends', () =>
    inVirtualTime(async () => {
      const setting = { workers: 12, minutes: 10, replicas: 2 };
      const [learning, blind] = [new Bucket(60, 'gradually'), new Bucket(60, 'gradually')];
      await traffic(learning, declared('requests', 'gradually'), setting);
      await traffic(blind, [], setting);
      expect(learning.refusals).toBeLessThan(blind.refusals / 10);
    }));

  test('and is wrong is not listened to for long', () =>
    inVirtualTime(async () => {
      const limits = callLimits();
      const lies: Readonly<Record<string, string>> = { limit: '100', left: '0', reset: '60s' };
      const header = (name: string) => lies[name];
      const lying = declared('requests', 'at-reset');
      const began = performance.now();
      for (let n = 0; n < 200; n += 1) {
        const pass = await limits.admit(call);
        await sleep(10);
        const usage = { inputTokens: 1, outputTokens: 1 };
        pass.observed({ sent: true, usage, header, declared: lying });
      }
      expect(performance.now() - began).toBeLessThan(250_000);
    }));

  test('says nothing that a call would wait longer than a minute for', () =>
    inVirtualTime(async () => {
      const limits = callLimits();
      const told: Readonly<Record<string, string>> = { limit: '10', left: '0', reset: '119s' };
      const usage = { inputTokens: 1, outputTokens: 1 };
      const first = await limits.admit(call);
      first.observed({ sent: true, usage, header: (name) => told[name], declared: declared('requests', 'at-reset') });
      const began = performance.now();
      await limits.admit(call);
      expect(performance.now() - began).toBeLessThan(61_000);
      expect(performance.now() - began).toBeGreaterThan(50_000);
    }));

  test('makes a call wait no longer than it may: it fails at once, and others may be asked', () =>
    inVirtualTime(async () => {
      const limits = callLimits();
      const told: Readonly<Record<string, string>> = { limit: '10', left: '0', reset: '22s' };
      const first = await limits.admit(call);
      first.observed({ sent: true, header: (name) => told[name], declared: declared('requests', 'at-reset') });
      const began = performance.now();
      await expect(limits.admit({ ...call, mostPauseMs: 2_000 })).rejects.toMatchObject({
        code: 'RATE_LIMITED',
        retryable: true,
        notSent: true,
        failure: { retryAfterMs: 22_000 },
      });
      expect(performance.now() - began).toBeLessThan(1_000);
      await limits.admit(call);
      expect(performance.now() - began).toBeGreaterThan(20_000);
    }));
});

test('a refusal halves what is under way at once, and answers bring it back', () =>
  inVirtualTime(async () => {
    const limits = callLimits();
    const usage = { inputTokens: 1, outputTokens: 1 };
    const passes = await Promise.all(Array.from({ length: 16 }, () => limits.admit(call)));
    for (const pass of passes) pass.observed({ sent: true, code: 'RATE_LIMITED', retryAfterMs: 1_000 });
    let [now, most, after] = [0, 0, 0];
    const one = async () => {
      const pass = await limits.admit(call);
      most = Math.max(most, (now += 1));
      await sleep(100);
      now -= 1;
      pass.observed({ sent: true, usage });
      after += 1;
      if (after === 20) expect(most).toBeLessThanOrEqual(12);
    };
    await Promise.all(Array.from({ length: 400 }, one));
    expect(most).toBeGreaterThan(16);
  }));

describe('an endpoint that fails', () => {
  const outage = { sent: true, code: 'PROVIDER_OVERLOADED' as const };

  test('is asked no more after ten failures in a row, but for one probe from time to time', () =>
    inVirtualTime(async () => {
      const limits = callLimits();
      for (let n = 0; n < 10; n += 1) (await limits.admit(call)).observed(outage);
      await expect(limits.admit(call)).rejects.toMatchObject({
        code: 'PROVIDER_OVERLOADED',
        retryable: true,
        notSent: true,
        failure: { retryAfterMs: 1_000 },
      });
      expect(limits.mayRetry(call, 'PROVIDER_OVERLOADED')).toBe(false);
      await sleep(1_000);
      const [probe, ...others] = await Promise.allSettled([limits.admit(call), limits.admit(call), limits.admit(call)]);
      expect(probe.status).toBe('fulfilled');
      expect(others.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      if (probe.status === 'fulfilled') probe.value.observed(outage);
      await expect(limits.admit(call)).rejects.toMatchObject({ failure: { retryAfterMs: 2_000 } });
      await sleep(2_000);
      (await limits.admit(call)).observed({ sent: true, usage: { inputTokens: 1, outputTokens: 1 } });
      await Promise.all([limits.admit(call), limits.admit(call)]);
    }));

  test('of one tenant, or at one origin, is nobody else’s matter', async () => {
    const limits = callLimits();
    for (let n = 0; n < 20; n += 1)
      await limits.admit(call).then(
        (pass) => pass.observed(outage),
        () => undefined,
      );
    for (const other of [
      { ...call, tenant: 'b' },
      { ...call, origin: 'https://two.example' },
    ]) {
      await limits.admit(other);
      expect(limits.mayRetry(other, 'PROVIDER_OVERLOADED')).toBe(true);
    }
  });

  test('is not one that refuses or limits calls, or that answers now and then', async () => {
    const limits = callLimits();
    for (let n = 0; n < 50; n += 1) (await limits.admit(call)).observed({ sent: true, code: 'PROVIDER_REJECTED' });
    for (let n = 0; n < 50; n += 1) (await limits.admit(call)).observed(n % 9 === 0 ? { sent: true } : outage);
  });

  test('gives its probe to another where the one that had it was cancelled', () => {
    let now = 0;
    const breaker = new CircuitBreaker(() => now);
    for (let n = 0; n < 10; n += 1) breaker.failed();
    now = 1_000;
    const probe = breaker.begin();
    expect(breaker.waitMs).toBeGreaterThan(0);
    breaker.unknown(probe);
    expect(breaker.waitMs).toBe(0);
  });
});

test('of calls that fail at most a fifth is tried again, beyond what was saved up', () => {
  const quota = new RetryQuota();
  let retries = 0;
  for (let n = 0; n < 10_000; n += 1) {
    quota.called();
    for (let attempt = 0; attempt < 2; attempt += 1) if (quota.retry()) retries += 1;
  }
  expect(retries).toBeLessThanOrEqual(10_000 / 5 + 20);
  expect(retries).toBeGreaterThan(10_000 / 6);
});
