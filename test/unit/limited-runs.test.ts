import { expect, test } from '@jest/globals';
import type { LimitValues } from '../../src/calls/limits/rate-limit.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { callLimits, InMemoryLimitStore } from '../support/in-memory-limit-store.js';
import { labelModel } from '../support/label-task.js';
import { SimulatedProvider, type SimulatedFault } from '../support/simulated-provider.js';
import { simulatedRun } from '../support/simulated-run.js';
import { inVirtualTime } from '../support/virtual-time.js';

const budget = { maxCalls: 120, maxConcurrency: 20 };

/** One run under a limit of its tenant's; when each request came, in milliseconds. */
async function run(values: Partial<LimitValues>, fault?: () => SimulatedFault | undefined) {
  const random = seededRandom('limited run');
  const arrivals: number[] = [];
  const provider = new SimulatedProvider({
    model: labelModel,
    random: () => random.next(),
    latencyMs: () => (arrivals.push(performance.now()), 500 + random.next() * 500),
    price: { input: 1, output: 4 },
    ...(fault && { fault }),
  });
  const outcome = await inVirtualTime(async () => {
    const store = new InMemoryLimitStore();
    const none = { requestsPerMinute: null, tokensPerMinute: null, maxConcurrency: null };
    const limit = { id: 'limit', tenant: 'tenant', setBy: 'tenant', scope: 'tenant', subject: '' } as const;
    await store.set({ ...none, ...values, ...limit });
    const limits = callLimits({ store });
    return simulatedRun({ budget, strategy: 'few-shot', seed: 1, examples: 60, provider, commitMs: () => 2, limits });
  });
  return { outcome, provider, arrivals };
}

test('a run waits for a limit that is set here as long as it takes, and does not fail for it', async () => {
  const { outcome, provider, arrivals } = await run({ requestsPerMinute: 10 });
  expect(outcome.record.status).toBe('succeeded');
  expect(provider.requests).toBeGreaterThan(60);
  const most = Math.max(...arrivals.map((at) => arrivals.filter((one) => one >= at && one < at + 60_000).length));
  expect(most).toBeLessThanOrEqual(10);
  // Every minute of it is used.
  expect(outcome.seconds).toBeLessThan((provider.requests / 10) * 85);
});

test('a run keeps to the requests at once of its tenant, though its own budget allows more', async () => {
  const { outcome, provider } = await run({ maxConcurrency: 3 });
  expect(outcome.record.status).toBe('succeeded');
  expect(provider.mostInFlight).toBe(3);
});

test.each(['overloaded', 'rate-limit', 'unreachable'] as const)(
  'a run whose provider answers %s and nothing else pauses with that reason, and keeps what it has',
  async (fault) => {
    let requests = 0;
    const { outcome } = await run({}, () => ((requests += 1) > 30 ? fault : undefined));
    const { status, reason, finishedAt } = outcome.record;
    expect([status, finishedAt]).toEqual(['paused', undefined]);
    expect(reason?.code).toMatch(/^(RATE_LIMITED|PROVIDER_OVERLOADED|PROVIDER_UNREACHABLE)$/);
    // It goes on by itself, when its provider may be back.
    expect(new Date(reason!.retryAt!).toISOString()).toBe(reason!.retryAt);
    expect((await outcome.ledger.answers('tenant', 'run')).size).toBeGreaterThan(20);
    // What keeps failing is not asked all the time.
    expect(requests).toBeLessThan(250);
  },
);
