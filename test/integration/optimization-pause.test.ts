import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { candidatesOf, id, inputOf, never, tenant, world } from '../support/optimization-world.js';

describe('an optimization', () => {
  test('paused again and again, it ends with the same candidates and has asked nothing twice', async () => {
    const input = inputOf({ budget: { maxCalls: 4000, maxConcurrency: 8 }, count: 150, tests: 45 });
    const whole = await world(input);
    await whole.worker().run({ id, tenant }, never);

    const random = seededRandom('pauses');
    const cut = await world(input, { latencyMs: () => 1 + random.next() * 6 });
    let pauses = 0;
    for (; pauses < 6; pauses += 1) {
      const running = cut.worker().run({ id, tenant, turn: pauses }, never);
      const at = cut.provider.sent + 5 + random.below(60);
      while (cut.provider.sent < at && cut.record().status !== 'succeeded')
        await new Promise((resolve) => setTimeout(resolve, 1));
      await cut.store.requestPause(tenant, id);
      await running;
      if (cut.record().status !== 'paused') break;
      const sent = cut.provider.sent;
      expect(cut.ledger.open).toHaveLength(0);
      expect(cut.destroyed).toEqual([]);
      // No worker may begin it, whoever wakes it.
      await cut.worker().run({ id, tenant, turn: pauses }, never);
      await cut.worker().run({ id, tenant, turn: pauses + 1 }, never);
      expect([cut.provider.sent, cut.record().status]).toEqual([sent, 'paused']);
      await cut.store.requestResume(tenant, id);
      // The job of the turn before is none of this one's.
      await cut.worker().run({ id, tenant, turn: pauses }, never);
      expect([cut.provider.sent, cut.record().status]).toEqual([sent, 'queued']);
    }
    await cut.worker().run({ id, tenant, turn: pauses }, never);
    expect(pauses).toBeGreaterThan(3);
    expect(cut.record().result).toEqual(whole.record().result);
    expect(await candidatesOf(cut.store)).toEqual(await candidatesOf(whole.store));
    expect(cut.provider.sentKeys.toSorted()).toEqual(whole.provider.sentKeys.toSorted());
    const told = cut.store.events.get(id)!.filter(({ kind }) => kind === 'paused' || kind === 'resumed');
    expect(told.map(({ kind }) => kind)).toEqual(Array.from({ length: pauses }, () => ['paused', 'resumed']).flat());
  });

  test('asked to pause while its worker was dead, it is paused by the next one before any call', async () => {
    const all = await world(inputOf({ budget: { maxCalls: 1000, maxConcurrency: 8 }, count: 200 }), {
      latencyMs: () => 5,
    });
    const kill = new AbortController();
    const running = all.worker().run({ id, tenant }, kill.signal);
    while (all.provider.sent < 40) await new Promise((resolve) => setTimeout(resolve, 1));
    kill.abort();
    await running;
    expect((await all.store.requestPause(tenant, id))?.status).toBe('running');
    const sent = all.provider.sent;
    await all.worker().run({ id, tenant }, never);
    expect([all.provider.sent, all.record().status]).toEqual([sent, 'paused']);
  });

  test('sends no failed request again while it is pausing', async () => {
    const all = await world(inputOf({ budget: { maxCalls: 1000, maxConcurrency: 8 }, count: 200 }), {
      latencyMs: () => 60,
      fault: (request) => (request > 40 ? 'PROVIDER_OVERLOADED' : undefined),
    });
    const running = all.worker().run({ id, tenant }, never);
    while (all.provider.sent < 41) await new Promise((resolve) => setTimeout(resolve, 1));
    await all.store.requestPause(tenant, id);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const sent = all.provider.sent;
    await running;
    expect([all.provider.sent, all.record().status]).toEqual([sent, 'paused']);
    expect(all.ledger.open).toHaveLength(0);
  });

  test('does not count the time that it was paused', async () => {
    const all = await world(
      inputOf({ budget: { maxCalls: 100_000, maxSeconds: 2, maxConcurrency: 8 }, count: 400, tests: 20 }),
      { latencyMs: () => 10 },
    );
    const first = all.worker().run({ id, tenant }, never);
    while (all.provider.sent < 20) await new Promise((resolve) => setTimeout(resolve, 1));
    await all.store.requestPause(tenant, id);
    await first;
    const { secondsUsed } = all.record();
    expect(secondsUsed).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    await all.store.requestResume(tenant, id);
    const sent = all.provider.sent;
    await all.worker().run({ id, tenant, turn: 1 }, never);
    expect(all.provider.sent - sent).toBeGreaterThan(100);
    expect(all.record()).toMatchObject({ status: 'succeeded', secondsUsed });
  });

  test('cancelled while it is pausing, it ends as cancelled', async () => {
    const all = await world(inputOf({ budget: { maxCalls: 1000, maxConcurrency: 8 }, count: 200 }), {
      latencyMs: () => 30,
    });
    const running = all.worker().run({ id, tenant }, never);
    while (all.provider.sent < 20) await new Promise((resolve) => setTimeout(resolve, 1));
    await all.store.requestPause(tenant, id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await all.store.requestCancel(tenant, id);
    await running;
    expect(all.record()).toMatchObject({ status: 'cancelled', finishedAt: expect.any(Date) });
    expect(all.destroyed).toContain(id);
    expect(all.store.events.get(id)!.at(-1)!.kind).toBe('finished');
  });
});
