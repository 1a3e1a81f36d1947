import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Audit } from './audit.js';
import { candidate, fresh, type OptimizationStoreSubject } from './optimization-store-audits.js';

/** What a store of optimizations promises of pauses and removals. */
export const optimizationPauseAudits: readonly Audit<OptimizationStoreSubject>[] = [
  {
    name: 'one that waits is paused at once and cannot be begun until it is resumed; one that runs is marked',
    async run({ store, other, own }) {
      const waiting = fresh();
      const { id, tenant } = waiting;
      await store.create(waiting);
      const early = await own(tenant, id);
      const paused = (await other.requestPause(tenant, id))!;
      deepEqual([paused.status, paused.pauseRequested, paused.turn], ['paused', true, 0]);
      equal((await store.requestPause(tenant, id))?.status, 'paused');
      ok(!(await store.unfinished()).some((one) => one.id === id));
      equal(await store.update(tenant, id, early, { status: 'running' }), false);
      const resumed = (await other.requestResume(tenant, id))!;
      deepEqual([resumed.resumed, resumed.record.status, resumed.record.turn], [true, 'queued', 1]);
      equal(resumed.record.pauseRequested, false);
      deepEqual(
        (await store.unfinished()).filter((one) => one.id === id).map(({ turn }) => turn),
        [1],
      );
      deepEqual((await store.requestResume(tenant, id))?.resumed, false);
      const epoch = await own(tenant, id);
      equal(await store.update(tenant, id, epoch, { status: 'running' }), true);

      const marked = (await other.requestPause(tenant, id))!;
      deepEqual([marked.status, marked.pauseRequested], ['running', true]);
      deepEqual(await store.standing(tenant, id), {
        status: 'running',
        cancelRequested: false,
        pauseRequested: true,
      });
      equal(await store.standing('other', id), undefined);
      const pausing = (await other.requestResume(tenant, id))!;
      deepEqual([pausing.resumed, pausing.record.status, pausing.record.pauseRequested], [false, 'running', true]);
      equal(await store.update(tenant, id, epoch, { status: 'paused' }), true);
      equal((await other.find(tenant, id))?.pauseRequested, true);
      equal((await other.requestCancel(tenant, id))?.status, 'cancelled');
      deepEqual(
        (await store.eventsAfter(tenant, id, undefined, 10)).map(({ kind }) => kind),
        ['paused', 'finished'],
      );
      equal((await other.requestPause(tenant, id))?.status, 'cancelled');
      deepEqual((await other.requestResume(tenant, id))?.resumed, false);
      equal(await other.requestPause('other', id), undefined);
      equal(await other.requestResume('other', id), undefined);
    },
  },
  {
    name: 'one that is paused until a moment is due when that has come, once, and not where its customer paused it',
    async run({ store, other, own }) {
      const pausedUntil = async (retryAt?: Date) => {
        const record = fresh();
        await store.create(record);
        const epoch = await own(record.tenant, record.id);
        await store.update(record.tenant, record.id, epoch, { status: 'running' });
        const until = retryAt === undefined ? {} : { retryAt: retryAt.toISOString() };
        const reason = { code: 'BUDGET_EXCEEDED', message: 'It is used up.', ...until };
        equal(await store.update(record.tenant, record.id, epoch, { status: 'paused', reason }), true);
        return record;
      };
      const [hour, ago] = [3_600_000, new Date(Date.now() - 1_000)];
      const [come, later, never, stopped] = [
        await pausedUntil(ago),
        await pausedUntil(new Date(Date.now() + hour)),
        await pausedUntil(),
        await pausedUntil(ago),
      ];
      const asked = (await other.requestPause(stopped.tenant, stopped.id))!;
      deepEqual([asked.status, asked.pauseRequested, asked.reason?.retryAt], ['paused', true, undefined]);
      equal(asked.reason?.code, 'BUDGET_EXCEEDED');
      const due = new Set((await other.due()).map(({ id }) => id));
      deepEqual(
        [come, later, never, stopped].map(({ id }) => due.has(id)),
        [true, false, false, false],
      );
      const [one, two] = await Promise.all([
        store.requestResume(come.tenant, come.id),
        other.requestResume(come.tenant, come.id),
      ]);
      equal(Number(one?.resumed) + Number(two?.resumed), 1);
      equal((await store.find(come.tenant, come.id))?.reason, undefined);
      ok(!(await store.due()).some(({ id }) => id === come.id));
    },
  },
  {
    name: 'one that is made paused waits to be resumed',
    async run({ store, other }) {
      const record = fresh();
      await store.create(record, undefined, true);
      deepEqual((await other.find(record.tenant, record.id))?.status, 'paused');
      ok(!(await other.unfinished()).some(({ id }) => id === record.id));
      equal((await other.requestResume(record.tenant, record.id))?.record.status, 'queued');
    },
  },
  {
    name: 'one that is being cancelled is not paused',
    async run({ store, other, own }) {
      const { id, tenant, ...record } = fresh();
      await store.create({ id, tenant, ...record });
      await store.update(tenant, id, await own(tenant, id), { status: 'running' });
      await store.requestCancel(tenant, id);
      equal((await other.requestPause(tenant, id))?.pauseRequested, false);
    },
  },
  {
    name: 'resumed by many at once it is resumed once, with the keys of the one that did it',
    async run({ store, other }) {
      const record = fresh();
      const { id, tenant } = record;
      await store.create({ ...record, input: { ...record.input, credentials: { openai: 'a', groq: null } } });
      await store.requestPause(tenant, id);
      const asked = await Promise.all(
        Array.from({ length: 6 }, (_, n) => (n % 2 ? store : other).requestResume(tenant, id, { openai: `b${n}` })),
      );
      const winner = asked.findIndex((one) => one?.resumed);
      equal(asked.filter((one) => one?.resumed).length, 1);
      const found = (await other.find(tenant, id))!;
      deepEqual(found.input, { ...record.input, credentials: { openai: `b${winner}`, groq: null } });
      equal(found.turn, 1);
    },
  },
  {
    name: 'its time is counted from one pause to the next',
    async run({ store, other, own }) {
      const { id, tenant, ...record } = fresh();
      await store.create({ id, tenant, ...record });
      const epoch = await own(tenant, id);
      const runningSince = new Date('2030-01-02T03:04:05.678Z');
      await store.update(tenant, id, epoch, { status: 'running', runningSince });
      await store.update(tenant, id, epoch, { best: 'c0' });
      deepEqual((await other.find(tenant, id))?.runningSince, runningSince);
      await store.update(tenant, id, epoch, { status: 'paused', secondsUsed: 1.5, runningSince: null });
      const paused = (await other.find(tenant, id))!;
      deepEqual([paused.secondsUsed, 'runningSince' in paused], [1.5, false]);
    },
  },
  {
    name: 'one that does not run is removed with all that is its own, and no other',
    async run({ store, other, own }) {
      const tenant = randomUUID();
      const [gone, stays] = [fresh(tenant), fresh(tenant)];
      for (const { id, ...record } of [gone, stays]) {
        await store.create({ id, ...record });
        const epoch = await own(tenant, id);
        await store.update(tenant, id, epoch, { status: 'running' });
        await store.putCandidate(tenant, id, epoch, candidate(0));
        await store.appendEvent(tenant, id, epoch, { kind: 'started' });
      }
      equal(await other.remove(tenant, gone.id), 'running');
      const epoch = await own(tenant, gone.id);
      await store.update(tenant, gone.id, epoch, { status: 'succeeded' });
      equal(await other.remove('other', gone.id), undefined);
      equal(await other.remove(tenant, gone.id), 'removed');
      equal(await other.remove(tenant, gone.id), undefined);
      equal(await store.find(tenant, gone.id), undefined);
      equal((await store.candidates(tenant, gone.id, { first: 1 })).totalCount, 0);
      deepEqual(await store.eventsAfter(tenant, gone.id, undefined, 1), []);
      equal(await store.update(tenant, gone.id, epoch, { status: 'running' }), false);
      equal((await store.candidates(tenant, stays.id, { first: 1 })).totalCount, 1);
      equal((await store.eventsAfter(tenant, stays.id, undefined, 9)).length, 1);
    },
  },
];
