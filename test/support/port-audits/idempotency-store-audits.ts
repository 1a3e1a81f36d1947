import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IdempotencyStore } from '../../../src/calls/idempotency-store.js';
import type { Audit } from './audit.js';

const fresh = () => ({ tenant: 'tenant-a', operation: 'generate', key: randomUUID() });

/** What every idempotency store promises. `store` and `other` stand for two processes on the same records. */
export const idempotencyStoreAudits: readonly Audit<{
  readonly store: IdempotencyStore;
  readonly other: IdempotencyStore;
}>[] = [
  {
    name: 'of fifty that begin at once exactly one is the first',
    async run({ store, other }) {
      const key = fresh();
      const states = await Promise.all(
        Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? store : other).begin(key, 'hash', 60_000)),
      );
      equal(states.filter(({ kind }) => kind === 'first').length, 1);
      equal(states.filter(({ kind }) => kind === 'running').length, 49);
    },
  },
  {
    name: 'the first result is told to all who come later, and to nobody with another input',
    async run({ store, other }) {
      const key = fresh();
      await store.begin(key, 'hash', 60_000);
      await store.finish(key, { text: '\0\ud800', b: 1, a: null });
      deepEqual(await other.begin(key, 'hash', 60_000), { kind: 'done', result: { text: '\0\ud800', b: 1, a: null } });
      deepEqual(await other.begin(key, 'other', 60_000), { kind: 'mismatch' });
      for (const near of [
        { ...key, tenant: 'tenant-b' },
        { ...key, operation: 'runPrompt' },
      ]) {
        deepEqual(await other.begin(near, 'other', 60_000), { kind: 'first' });
      }
    },
  },
  {
    name: 'null is a result',
    async run({ store }) {
      const key = fresh();
      await store.begin(key, 'hash', 60_000);
      await store.finish(key, null);
      deepEqual(await store.begin(key, 'hash', 60_000), { kind: 'done', result: null });
    },
  },
  {
    name: 'after its lease a first without a result is taken for dead by exactly one',
    async run({ store, other }) {
      const key = fresh();
      await store.begin(key, 'hash', 20);
      await sleep(60);
      const states = await Promise.all([store, other, store, other].map((one) => one.begin(key, 'hash', 60_000)));
      equal(states.filter(({ kind }) => kind === 'first').length, 1);
      await store.finish(key, 1);
      // The dead one was only slow: its result comes second and is not kept.
      await other.finish(key, 2);
      deepEqual(await store.begin(key, 'hash', 20), { kind: 'done', result: 1 });
    },
  },
  {
    name: 'a first that is abandoned may be tried again, with any input; a result is not abandoned',
    async run({ store }) {
      const key = fresh();
      await store.begin(key, 'hash', 60_000);
      await store.abandon(key);
      deepEqual(await store.begin(key, 'other', 60_000), { kind: 'first' });
      await store.finish(key, 'kept');
      await store.abandon(key);
      deepEqual(await store.begin(key, 'other', 60_000), { kind: 'done', result: 'kept' });
    },
  },
];
