import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { labelModel } from '../support/label-task.js';
import { candidatesOf, id, inputOf, never, tenant, world } from '../support/optimization-world.js';

describe('an optimization', () => {
  test.each(['auto', 'reflective', 'few-shot'] as const)('improves a prompt by %s', async (strategy) => {
    const all = await world(
      inputOf({ strategy, budget: { maxCalls: 300, maxConcurrency: 16 }, count: 150, tests: 45, saveAs: 'sorted' }),
    );
    await all.worker().run({ id, tenant }, never);
    const record = all.record();
    expect(record.status).toBe('succeeded');
    expect(record.result).toMatchObject({ improved: true, savedAs: { name: 'sorted', version: 1 } });
    const candidates = await candidatesOf(all.store);
    const best = candidates.find((candidate) => candidate.id === record.result!.bestCandidate)!;
    expect(best.test!.pairedGain!.low).toBeGreaterThan(0);
    expect(best.test!.examples).toBe(45);
    expect(candidates[0]).toMatchObject({ index: 0, origin: 'baseline', parents: [] });
    expect(candidates.map((candidate) => candidate.index)).toEqual(candidates.map((_, index) => index));
    expect(record.baseline).toMatchObject({ split: 'test', examples: 45 });
    expect(all.saved[0]!.template).toEqual(best.prompt);
    expect(all.destroyed).toEqual([id]);
    expect(all.provider.mostInFlight).toBeLessThanOrEqual(16);
    expect(new Set(all.provider.sentKeys).size).toBe(all.provider.sentKeys.length);
    const kinds = all.store.events.get(id)!.map(({ kind }) => kind);
    expect(kinds[0]).toBe('started');
    expect(kinds.at(-1)).toBe('finished');
    expect(all.ledger.open).toHaveLength(0);
  });

  test.each([
    { name: 'no faults', rate: 0, least: 95 },
    { name: 'one request in ten failing', rate: 0.1, least: 95 },
    { name: 'one request in four failing', rate: 0.25, least: 60 },
  ])('sends $least to 100 requests of a budget of 100 with $name', async ({ rate, least }) => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const random = seededRandom('faults', rate, seed);
      const all = await world(inputOf({ seed, count: 60 + seed * 10 }), {
        fault: () => (random.next() < rate ? (random.next() < 0.3 ? 'PROVIDER_TIMEOUT' : 'RATE_LIMITED') : undefined),
        latencyMs: () => 1 + random.next() * 3,
      });
      await all.worker().run({ id, tenant }, never);
      expect(all.record()).toMatchObject({ status: 'succeeded', reason: { code: 'BUDGET_EXCEEDED' } });
      expect(all.provider.sent).toBeLessThanOrEqual(100);
      expect(all.provider.sent).toBeGreaterThanOrEqual(least);
    }
  });

  test('ends with the same candidates and scores however often it is interrupted', async () => {
    // Killed workers leave requests without a result, which count and are asked again: a budget to spare.
    const input = inputOf({ budget: { maxCalls: 8000, maxConcurrency: 16 }, count: 150, tests: 45 });
    const whole = await world(input);
    await whole.worker().run({ id, tenant }, never);

    for (let seed = 1; seed <= 4; seed += 1) {
      const random = seededRandom('kills', seed);
      const cut = await world(input, { latencyMs: () => 1 + random.next() * 6 });
      const worker = cut.worker();
      let interruptions = 0;
      for (; interruptions < 5; interruptions += 1) {
        const kill = new AbortController();
        const at = cut.provider.sent + 10 + random.below(50);
        const timer = setInterval(() => cut.provider.sent >= at && kill.abort(), 1);
        await worker.run({ id, tenant }, kill.signal);
        clearInterval(timer);
        if (cut.record().status !== 'running') break;
      }
      await worker.run({ id, tenant }, never);
      expect(interruptions).toBeGreaterThan(2);
      expect(cut.record().result!.bestCandidate).toBe(whole.record().result!.bestCandidate);
      expect(await candidatesOf(cut.store)).toEqual(await candidatesOf(whole.store));
      const answered = cut.provider.sentKeys.length - new Set(cut.provider.sentKeys).size;
      expect(answered).toBeLessThanOrEqual(interruptions * 16);
      const candidateEvents = cut.store.events.get(id)!.filter(({ kind }) => kind === 'candidate');
      expect(new Set(candidateEvents.map(({ candidate }) => candidate)).size).toBe(candidateEvents.length);
    }
  });

  test('gives the same candidates whatever the order in which answers arrive', async () => {
    const runs = [];
    for (let time = 1; time <= 3; time += 1) {
      const random = seededRandom('arrival', time);
      const all = await world(inputOf({ budget: { maxCalls: 300, maxConcurrency: 8 }, count: 120 }), {
        latencyMs: () => random.next() ** 3 * 12,
      });
      await all.worker().run({ id, tenant }, never);
      runs.push(await candidatesOf(all.store));
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
    expect(runs[0]!.length).toBeGreaterThan(5);
  });

  test('stops soon when it is cancelled, keeps the best so far, and destroys its keys', async () => {
    const all = await world(inputOf({ budget: { maxCalls: 1000, maxConcurrency: 8 }, count: 200 }), {
      latencyMs: () => 5,
    });
    const running = all.worker().run({ id, tenant }, never);
    while (all.provider.sent < 60) await new Promise((resolve) => setTimeout(resolve, 2));
    await all.store.requestCancel(tenant, id);
    const sent = all.provider.sent;
    await running;
    expect(all.record()).toMatchObject({ status: 'cancelled', best: expect.any(String) });
    expect(all.record().finishedAt).toBeDefined();
    expect(all.record().result).toBeUndefined();
    expect(all.provider.sent - sent).toBeLessThanOrEqual(16);
    expect(all.ledger.open).toHaveLength(0);
    expect(all.destroyed).toEqual([id]);
    expect(all.store.events.get(id)!.at(-1)!.kind).toBe('finished');
  });

  test('leaves the run to another worker that took it over', async () => {
    const all = await world(inputOf({ budget: { maxCalls: 200, maxConcurrency: 8 } }), { latencyMs: () => 3 });
    const first = all.worker().run({ id, tenant }, never);
    while (all.provider.sent < 40) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = all.worker().run({ id, tenant }, never);
    await Promise.all([first, second]);
    expect(all.record().status).toBe('succeeded');
    expect(all.provider.sentKeys.length - new Set(all.provider.sentKeys).size).toBeLessThanOrEqual(8);
    expect(all.store.events.get(id)!.filter(({ kind }) => kind === 'finished')).toHaveLength(1);
  });

  test.each([
    ['CREDENTIAL_INVALID', 'awaiting-key'],
    ['CREDENTIAL_UNREADABLE', 'awaiting-key'],
    ['QUOTA_EXHAUSTED', 'paused'],
  ] as const)('rests after %s, keeps what was bought, and goes on when it is resumed', async (code, status) => {
    let broken = true;
    const all = await world(inputOf({}), { fault: (request) => (broken && request > 50 ? code : undefined) });
    await all.worker().run({ id, tenant }, never);
    expect(all.record()).toMatchObject({ status, reason: { code } });
    expect((await all.ledger.answers(tenant, id)).size).toBeGreaterThan(30);
    expect(all.destroyed).toEqual([]);
    // Nobody works on it before it is resumed.
    const { sent } = all.provider;
    await all.worker().run({ id, tenant }, never);
    expect(all.provider.sent).toBe(sent);

    broken = false;
    const { record } = (await all.store.requestResume(tenant, id))!;
    expect(record.reason ?? null).toBeNull();
    await all.worker().run({ id, tenant, turn: record.turn }, never);
    expect(all.record().status).toBe('succeeded');
    expect(all.destroyed).toEqual([id]);
  });

  test('leaves an example out that the provider refuses, and fails where it refuses most', async () => {
    const refuses = (text: string) => (_: number, spec: { request: { messages: readonly { content: string }[] } }) =>
      spec.request.messages.at(-1)!.content.includes(text) ? ('CONTENT_FILTERED' as const) : undefined;
    const some = await world(inputOf({ count: 120, budget: { maxCalls: 200, maxConcurrency: 8 } }), {
      fault: refuses('courier'),
    });
    await some.worker().run({ id, tenant }, never);
    const baseline = (await candidatesOf(some.store))[0]!;
    expect(some.record().status).toBe('succeeded');
    expect(baseline.test!.examples + baseline.validation!.examples).toBeLessThan(20 + 36);
    expect(baseline.validation!.mean).toBeLessThan(1);

    const all = await world(inputOf({}), { fault: () => 'CONTENT_FILTERED' });
    await all.worker().run({ id, tenant }, never);
    expect(all.record()).toMatchObject({ status: 'failed', reason: { code: 'CONTENT_FILTERED' } });
    expect(all.provider.sent).toBeLessThan(40);
  });

  test('keeps to dollars, which are reserved at their worst', async () => {
    const all = await world(
      inputOf({
        budget: { maxUsd: 1, maxConcurrency: 16 },
        estimates: { task: { usd: 0.005, tokens: 100 }, proposal: { usd: 0.005, tokens: 500 } },
        count: 200,
      }),
      { usdPerCall: 0.005, latencyMs: () => 1 },
    );
    await all.worker().run({ id, tenant }, never);
    const spent = (await all.ledger.spend(tenant, id)).reduce((sum, row) => sum + row.usd, 0);
    expect(all.record().status).toBe('succeeded');
    expect(spent).toBeLessThanOrEqual(1);
    expect(spent).toBeGreaterThan(0.85);
    expect(all.record().result!.improved).toBe(true);
  });

  test('keeps to its time, and tests what it found in it', async () => {
    const all = await world(
      inputOf({ budget: { maxCalls: 100_000, maxSeconds: 1, maxConcurrency: 8 }, count: 400, tests: 20 }),
      {
        latencyMs: () => 10,
        model: (messages, sample) =>
          labelModel(messages, sample).startsWith('<') ? labelModel(messages, sample) : 'wrong',
      },
    );
    const started = performance.now();
    await all.worker().run({ id, tenant }, never);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(all.record()).toMatchObject({ status: 'succeeded', reason: { code: 'BUDGET_EXCEEDED' } });
    expect(all.record().result).toMatchObject({ improved: false });
  });

  test.each([
    { name: 'a noisy model', noise: 0.25, repeats: 5 },
    { name: 'no model that always answers the same', noise: 0, repeats: undefined },
  ])('repeats the final test of $name, out of what is left', async ({ noise, repeats }) => {
    const budget = { maxCalls: 3_000, maxConcurrency: 16 };
    const all = await world(inputOf({ budget, count: 60, tests: 18, strategy: 'few-shot' }), {
      model: (messages, sample) =>
        seededRandom('noise', messages.at(-1)!.content, messages.length, sample).next() < noise
          ? 'no idea'
          : labelModel(messages, sample),
    });
    await all.worker().run({ id, tenant }, never);
    const { result } = all.record();
    const best = (await candidatesOf(all.store)).find((candidate) => candidate.id === result!.bestCandidate)!;
    expect(all.provider.sent).toBeLessThan(2_000);
    expect(result).toMatchObject({ improved: true, verdict: 'improved' });
    expect(best.test!.examples).toBe(18);
    expect(best.test!.repeats ?? 1).toBeGreaterThanOrEqual(noise > 0 ? 2 : 1);
    expect(best.test!.repeats ?? 1).toBeLessThanOrEqual(repeats ?? 1);
    const tests = all.ledger.entries.filter(({ intent }) => intent.purpose === 'test').length;
    // Asked once more of a few, to see whether it is noisy.
    expect(tests).toBe(36 * (best.test!.repeats ?? 1) + (noise > 0 ? 0 : 12));
  });

  test('uses the concurrency that it is allowed', async () => {
    const all = await world(inputOf({ budget: { maxCalls: 400, maxConcurrency: 8 }, count: 200, tests: 60 }), {
      latencyMs: () => 8 + Math.random() * 8,
    });
    await all.worker().run({ id, tenant }, never);
    expect(all.provider.mostInFlight).toBe(8);
    expect(all.reports[0]!.concurrency.share).toBeGreaterThan(0.8);
  });
});
