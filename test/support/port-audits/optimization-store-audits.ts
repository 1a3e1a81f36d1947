import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CandidateRecord, OptimizationStore } from '../../../src/optimization/optimization-store.js';
import type { Audit } from './audit.js';

export interface OptimizationStoreSubject {
  readonly store: OptimizationStore;
  /** Another process on the same records. */
  readonly other: OptimizationStore;
  /** Makes the caller the run's owner and gives its epoch. */
  readonly own: (this: void, tenant: string, id: string) => Promise<number>;
}

const range = { low: 0, high: 1 };
export const fresh = (tenant = randomUUID()) => ({
  id: randomUUID(),
  tenant,
  kind: 'prompt' as const,
  input: { prompt: { user: '\0 {{text}}' }, b: 1, a: null },
  quote: { calls: range, tokens: range, seconds: range },
  progress: { fraction: 0, phase: 'queued', callsDone: 0, callsPlanned: 10 },
});
export const candidate = (index: number): CandidateRecord => ({
  id: `c${index}`,
  index,
  prompt: { user: '{{text}}' },
  model: 'openai/m',
  parents: [],
  origin: 'baseline',
});
const until = async (condition: () => boolean) => {
  for (let waited = 0; !condition(); waited += 5) {
    ok(waited < 5_000, 'It did not happen in five seconds.');
    await sleep(5);
  }
};

export const optimizationStoreAudits: readonly Audit<OptimizationStoreSubject>[] = [
  {
    name: 'an idempotency key makes one record, of many that create at once',
    async run({ store, other }) {
      const tenant = randomUUID();
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 === 0 ? store : other).create(fresh(tenant), { key: 'k', inputHash: 'h' }),
        ),
      );
      const records = made.map((one) => (one === 'mismatch' ? undefined : one));
      equal(new Set(records.map((one) => one?.record.id)).size, 1);
      equal(records.filter((one) => one?.created).length, 1);
      equal(await store.create(fresh(tenant), { key: 'k', inputHash: 'other' }), 'mismatch');
      const elsewhere = await store.create(fresh(), { key: 'k', inputHash: 'other' });
      ok(elsewhere !== 'mismatch' && elsewhere.created);
    },
  },
  {
    name: 'examples are read when they are asked for, and go with their optimization',
    async run({ store, other }) {
      const record = fresh();
      const examples = { train: [{ inputs: { text: '\0' } }], test: [] };
      const made = await store.create({ ...record, examples });
      ok(made !== 'mismatch');
      deepEqual((await other.find(record.tenant, record.id))!.input, record.input);
      deepEqual(await other.examples(record.tenant, record.id), examples);
      equal(await other.examples('another', record.id), undefined);
      equal(await other.examples(record.tenant, '\0'), undefined);
      const bare = fresh();
      await store.create(bare);
      equal(await other.examples(bare.tenant, bare.id), undefined);
      await store.requestCancel(record.tenant, record.id);
      equal(await store.remove(record.tenant, record.id), 'removed');
      equal(await other.examples(record.tenant, record.id), undefined);
    },
  },
  {
    name: 'a record comes back as it was written, without what was not',
    async run({ store, other, own }) {
      const record = fresh();
      await store.create(record);
      const { createdAt, ...found } = (await other.find(record.tenant, record.id))!;
      ok(Math.abs(createdAt.getTime() - Date.now()) < 60_000);
      deepEqual(found, {
        ...record,
        status: 'queued',
        adaptations: [],
        cancelRequested: false,
        pauseRequested: false,
        turn: 0,
        secondsUsed: 0,
      });
      const epoch = await own(record.tenant, record.id);
      const finishedAt = new Date('2030-01-02T03:04:05.678Z');
      const result = { bestCandidate: 'c1', improved: true, summary: 'Better.' };
      equal(
        await store.update(record.tenant, record.id, epoch, { status: 'succeeded', result, finishedAt, best: 'c1' }),
        true,
      );
      const ended = (await other.find(record.tenant, record.id))!;
      deepEqual([ended.status, ended.result, ended.finishedAt, ended.best], ['succeeded', result, finishedAt, 'c1']);
      equal(await other.find('other', record.id), undefined);
      equal(await other.find(record.tenant, '\0'), undefined);
    },
  },
  {
    name: 'a former owner writes nothing more',
    async run({ store, other, own }) {
      const { id, tenant, ...record } = fresh();
      await store.create({ id, tenant, ...record });
      const old = await own(tenant, id);
      equal(await store.putCandidate(tenant, id, old, candidate(0)), true);
      const epoch = await own(tenant, id);
      equal(await store.update(tenant, id, old, { status: 'failed' }), false);
      equal(await store.putCandidate(tenant, id, old, { ...candidate(0), origin: 'late' }), false);
      equal(await store.appendEvent(tenant, id, old, { kind: 'progress' }), false);
      deepEqual(await other.candidate(tenant, id, 'c0'), candidate(0));
      deepEqual(await other.eventsAfter(tenant, id, undefined, 10), []);
      equal((await other.find(tenant, id))?.status, 'queued');
      equal(await store.update('other', id, epoch, { status: 'failed' }), false);
      equal(await store.update(tenant, id, epoch, {}), true);
    },
  },
  {
    name: 'candidates are replaced by id and listed in the order of their making',
    async run({ store, own }) {
      const { id, tenant, ...record } = fresh();
      await store.create({ id, tenant, ...record });
      const epoch = await own(tenant, id);
      for (const index of [2, 0, 1]) await store.putCandidate(tenant, id, epoch, candidate(index));
      await store.putCandidate(tenant, id, epoch, { ...candidate(1), origin: 'again' });
      const page = await store.candidates(tenant, id, { first: 2 });
      deepEqual(
        page.items.map(({ item }) => item),
        [candidate(0), { ...candidate(1), origin: 'again' }],
      );
      deepEqual([page.hasNextPage, page.totalCount], [true, 3]);
      const rest = await store.candidates(tenant, id, { first: 2, after: page.items[1]!.cursor });
      deepEqual(
        rest.items.map(({ item }) => item.id),
        ['c2'],
      );
      equal(rest.hasNextPage, false);
      equal((await store.candidates('other', id, { first: 2 })).totalCount, 0);
    },
  },
  {
    name: 'events written at once by two are read in order, each once, by one who follows',
    async run({ store, other, own }) {
      const { id, tenant, ...record } = fresh();
      await store.create({ id, tenant, ...record });
      const epoch = await own(tenant, id);
      let writing = true;
      const read: string[] = [];
      const follow = async () => {
        for (let after: string | undefined; ;) {
          const last = !writing;
          const events = await other.eventsAfter(tenant, id, after, 7);
          read.push(...events.map(({ message }) => message!));
          after = events.at(-1)?.cursor ?? after;
          if (events.length === 0 && last) return;
        }
      };
      const following = follow();
      await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          (n % 2 === 0 ? store : other).appendEvent(tenant, id, epoch, { kind: 'progress', message: String(n) }),
        ),
      );
      writing = false;
      await following;
      equal(read.length, 60);
      equal(new Set(read).size, 60);
    },
  },
  {
    name: 'one that waits is cancelled at once and cannot be begun; one that runs is marked',
    async run({ store, other, own }) {
      const waiting = fresh();
      await store.create(waiting);
      ok((await store.unfinished()).some(({ id }) => id === waiting.id));
      const cancelled = (await other.requestCancel(waiting.tenant, waiting.id))!;
      deepEqual([cancelled.status, cancelled.cancelRequested], ['cancelled', true]);
      ok(cancelled.finishedAt);
      ok(!(await store.unfinished()).some(({ id }) => id === waiting.id));
      const late = await own(waiting.tenant, waiting.id);
      equal(await store.update(waiting.tenant, waiting.id, late, { status: 'running' }), false);
      deepEqual(
        (await store.eventsAfter(waiting.tenant, waiting.id, undefined, 10)).map(({ kind }) => kind),
        ['finished'],
      );

      const running = fresh();
      await store.create(running);
      const epoch = await own(running.tenant, running.id);
      await store.update(running.tenant, running.id, epoch, { status: 'running' });
      const marked = (await other.requestCancel(running.tenant, running.id))!;
      deepEqual([marked.status, marked.cancelRequested], ['running', true]);
      equal(
        await store.update(running.tenant, running.id, epoch, { status: 'cancelled', finishedAt: new Date() }),
        true,
      );
      equal((await other.requestCancel(running.tenant, running.id))?.status, 'cancelled');
      equal(await other.requestCancel('other', running.id), undefined);
    },
  },
  {
    name: 'lists are of one tenant, newest first, by status and kind',
    async run({ store }) {
      const tenant = randomUUID();
      const made = [fresh(tenant), fresh(tenant), { ...fresh(tenant), kind: 'evaluation' as const }];
      for (const one of made) await store.create(one);
      await store.create(fresh());
      await store.requestCancel(tenant, made[1]!.id);
      const ids = async (filter: Parameters<OptimizationStore['list']>[1]) =>
        (await store.list(tenant, filter, { first: 10 })).items.map(({ item }) => item.id);
      deepEqual(await ids({}), [made[2]!.id, made[1]!.id, made[0]!.id]);
      deepEqual(await ids({ status: ['queued'] }), [made[2]!.id, made[0]!.id]);
      deepEqual(await ids({ kind: ['evaluation'] }), [made[2]!.id]);
      deepEqual(await ids({ kind: ['prompt'], status: ['queued'] }), [made[0]!.id]);
      deepEqual(await ids({ kind: [] }), []);
      const first = await store.list(tenant, {}, { first: 1 });
      const second = await store.list(tenant, {}, { first: 1, after: first.items[0]!.cursor });
      notEqual(second.items[0]?.item.id, first.items[0]?.item.id);
      equal(second.totalCount, 3);
    },
  },
  {
    name: 'who watches hears of changes made elsewhere, until it stops',
    async run({ store, other, own }) {
      const { id, tenant, ...record } = fresh();
      await store.create({ id, tenant, ...record });
      const epoch = await own(tenant, id);
      let heard = 0;
      const stop = await store.watch(id, () => (heard += 1));
      await other.appendEvent(tenant, id, epoch, { kind: 'started' });
      await until(() => heard > 0);
      const before = heard;
      await other.update(tenant, id, epoch, { status: 'running' });
      await until(() => heard > before);
      const later = heard;
      await other.requestCancel(tenant, id);
      await until(() => heard > later);
      stop();
      const last = heard;
      await other.update(tenant, id, epoch, { best: 'c0' });
      await sleep(50);
      equal(heard, last);
    },
  },
];
