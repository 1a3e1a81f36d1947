import { describe, expect, test } from '@jest/globals';
import { FairLine } from '../../src/calls/limits/fair-line.js';
import type { CallLimits, LimitedCall, Pass } from '../../src/calls/limits/call-limits.js';
import type { LimitValues } from '../../src/calls/limits/rate-limit.js';
import { callLimits, InMemoryLimitStore } from '../support/in-memory-limit-store.js';
import { inVirtualTime } from '../support/virtual-time.js';

const call = (changes: Partial<LimitedCall> = {}): LimitedCall => ({
  tenant: 'a',
  credential: 'key',
  origin: 'https://one.example',
  provider: 'one',
  tokens: 100,
  flow: '',
  mostPauseMs: 60_000,
  ...changes,
});
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const answered = { sent: true, usage: { inputTokens: 5, outputTokens: 5 } };

async function limited(values: Partial<LimitValues>, tenant = 'a') {
  const store = new InMemoryLimitStore();
  const none = { requestsPerMinute: null, tokensPerMinute: null, maxConcurrency: null };
  await store.set({ ...none, ...values, id: 'limit', tenant, setBy: 'tenant', scope: 'tenant', subject: '' });
  return { store, first: callLimits({ store }), second: callLimits({ store }) };
}

/** What becomes of a call that takes so long. */
async function go(limits: CallLimits, ms: number, changes?: Partial<LimitedCall>): Promise<number | string> {
  const began = performance.now();
  let pass: Pass;
  try {
    pass = await limits.admit(call(changes));
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).message;
  }
  const waited = performance.now() - began;
  await sleep(ms);
  pass.observed(answered);
  return waited;
}

test('with no limit set nothing is asked of the store after the first look, and no call waits', async () => {
  const store = new InMemoryLimitStore();
  const limits = callLimits({ store });
  let looks = 0;
  const standing = store.standing.bind(store);
  store.standing = (tenant) => ((looks += 1), standing(tenant));
  for (let n = 0; n < 1_000; n += 1) (await limits.admit(call())).observed(answered);
  expect(looks).toBe(1);
  expect(store.exchanges).toBe(0);
});

test('what a tenant has set is looked up once for all who come at once, and for all changes at once', async () => {
  const store = new InMemoryLimitStore();
  let looks = 0;
  const standing = store.standing.bind(store);
  store.standing = async (tenant) => {
    looks += 1;
    await sleep(5);
    return standing(tenant);
  };
  const limits = callLimits({ store });
  await Promise.all(Array.from({ length: 50 }, () => limits.admit(call())));
  expect(looks).toBe(1);
  await Promise.all(Array.from({ length: 50 }, () => limits.tenants.refresh('a')));
  expect(looks).toBeLessThanOrEqual(3);
  // A fault is the fault of those who met it.
  store.standing = async () => Promise.reject(new Error('away'));
  const faulty = callLimits({ store });
  const met = await Promise.allSettled([faulty.admit(call()), faulty.admit(call())]);
  expect(met.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  store.standing = standing;
  await faulty.admit(call());
});

describe('calls at a limit', () => {
  test('of those at once wait for their turn, in their order, and are never more over two replicas', () =>
    inVirtualTime(async () => {
      const { first, second } = await limited({ maxConcurrency: 5 });
      let [now, most] = [0, 0];
      const one = async (limits: CallLimits) => {
        const pass = await limits.admit(call());
        most = Math.max(most, (now += 1));
        await sleep(100);
        now -= 1;
        pass.observed(answered);
      };
      await Promise.all(Array.from({ length: 120 }, (_, n) => one(n % 2 === 0 ? first : second)));
      expect(most).toBe(5);
      // Both give back all that they had.
      await sleep(5_000);
      expect(await go(second, 0)).toBeLessThan(100);
    }));

  test('do not ask the store for every call', () =>
    inVirtualTime(async () => {
      const { store, first } = await limited({ requestsPerMinute: 100_000, maxConcurrency: 50 });
      for (let n = 0; n < 2_000; n += 1) await go(first, 1);
      expect(store.exchanges).toBeLessThan(500);
    }));

  test('of tokens get back what they did not come to', () =>
    inVirtualTime(async () => {
      const { first } = await limited({ tokensPerMinute: 1_000 });
      const began = performance.now();
      // Each may come to 100 tokens and comes to 10: ten at once, and all of them well within the minute.
      const waits = await Promise.all(Array.from({ length: 40 }, () => go(first, 100)));
      expect(waits.filter((wait) => typeof wait === 'string')).toEqual([]);
      expect(performance.now() - began).toBeLessThan(10_000);
    }));

  test('leave the line as soon as they are cancelled', () =>
    inVirtualTime(async () => {
      const { first } = await limited({ maxConcurrency: 1 });
      const holding = go(first, 3_000);
      await sleep(100);
      const abort = new AbortController();
      const waiting = go(first, 0, { signal: abort.signal });
      const next = go(first, 0);
      await sleep(100);
      const at = performance.now();
      abort.abort(new Error('enough'));
      expect(await waiting).toBe('enough');
      expect(performance.now() - at).toBeLessThan(50);
      expect(await first.admit(call({ signal: abort.signal })).catch((error: Error) => error.message)).toBe('enough');
      await holding;
      expect(await next).toBeLessThan(4_000);
    }));

  test('wait ten seconds and no longer, and no more of them than there is room for', () =>
    inVirtualTime(async () => {
      const { store } = await limited({ maxConcurrency: 1 });
      const limits = callLimits({ store, most: { calls: 3, ms: 10_000 } });
      const holding = go(limits, 30_000);
      await sleep(100);
      const began = performance.now();
      const all = await Promise.all(Array.from({ length: 8 }, () => go(limits, 0)));
      expect(all).toEqual(Array(8).fill('RATE_LIMITED'));
      expect(performance.now() - began).toBeGreaterThan(9_900);
      expect(performance.now() - began).toBeLessThan(10_500);
      await holding;
    }));

  test('of one flow hold up no other flow, and those of one tenant no other tenant', () =>
    inVirtualTime(async () => {
      const { first } = await limited({ maxConcurrency: 2 });
      const run = Promise.all(Array.from({ length: 100 }, () => go(first, 50, { flow: 'run' })));
      await sleep(100);
      expect(await go(first, 0)).toBeLessThan(200);
      expect(await go(first, 0, { tenant: 'b' })).toBeLessThan(50);
      await run;
    }));

  test('are those of a dead replica five seconds later', () =>
    inVirtualTime(async () => {
      const { first, second } = await limited({ maxConcurrency: 3 });
      for (let n = 0; n < 3; n += 1) await first.admit(call());
      // Nothing is heard of it any more.
      first.tenants.close();
      const dead = performance.now();
      expect(await go(second, 0)).toBeLessThan(7_000);
      expect(performance.now() - dead).toBeGreaterThan(3_000);
    }));

  test('go on at once where the limit is lifted, and by the new one where it is another', () =>
    inVirtualTime(async () => {
      const { store, first } = await limited({ maxConcurrency: 1 });
      const holding = go(first, 5_000);
      await sleep(100);
      const waiting = go(first, 0);
      await sleep(100);
      await store.remove('a', 'limit');
      expect(await waiting).toBeLessThan(500);
      await holding;
    }));

  test('give back what they took where they were never sent', () =>
    inVirtualTime(async () => {
      const { first } = await limited({ requestsPerMinute: 2 });
      for (let n = 0; n < 20; n += 1) (await first.admit(call())).observed(undefined);
      for (let n = 0; n < 20; n += 1) {
        (await first.admit(call())).observed({ sent: false, code: 'PROVIDER_PROTOCOL' });
      }
      expect(await Promise.all([go(first, 0), go(first, 0), go(first, 0)])).toContain('RATE_LIMITED');
    }));

  test('hear of a fault of the store, and the next ones go on when it is over', () =>
    inVirtualTime(async () => {
      const { store, first } = await limited({ maxConcurrency: 1 });
      const exchange = store.exchange.bind(store);
      store.exchange = async () => Promise.reject(new Error('away'));
      expect(await go(first, 0)).toBe('away');
      store.exchange = exchange;
      expect(await go(first, 0)).toBeLessThan(1_000);
    }));
});

test('a fair line serves flows in turn, and each in its order', () => {
  const line = new FairLine<{ readonly flow: string; readonly n: number }>();
  for (let n = 0; n < 4; n += 1) line.push({ flow: 'long', n });
  const gone = { flow: 'long', n: 9 };
  line.push(gone);
  line.push({ flow: 'short', n: 0 });
  line.remove(gone);
  line.remove(gone);
  const planned = line.first(10);
  const served = Array.from({ length: line.size }, () => line.shift());
  expect(served).toEqual(planned);
  expect(served.map((one) => `${one!.flow} ${one!.n}`)).toEqual(['long 0', 'short 0', 'long 1', 'long 2', 'long 3']);
  expect(line.size).toBe(0);
});
