import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdempotencyKey, IdempotencyStore } from '../../../src/calls/idempotency-store.js';
import type { Audit } from './audit.js';

const newCall = () => randomUUID();
const fresh = () => ({ tenant: 'tenant-a', operation: 'generate', key: randomUUID() });

/** What every idempotency store promises. `store` and `other` stand for two processes on the same records. */
export const idempotencyStoreAudits: readonly Audit<{
  readonly store: IdempotencyStore;
  readonly other: IdempotencyStore;
  /** Makes it seem as if whoever began with this key had died. */
  readonly die: (this: void, key: IdempotencyKey) => Promise<unknown>;
}>[] = [
  {
    name: 'of fifty that begin at once exactly one is the first',
    async run({ store, other }) {
      const key = fresh();
      const states = await Promise.all(
        Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? store : other).begin(key, 'hash', newCall())),
      );
      equal(states.filter(({ kind }) => kind === 'first').length, 1);
      equal(states.filter(({ kind }) => kind === 'running').length, 49);
    },
  },
  {
    name: 'the first result is told to all who come later, and to nobody with another input',
    async run({ store, other }) {
      const key = fresh();
      await store.begin(key, 'hash', newCall());
      await store.finish(key, { text: '\0\ud800', b: 1, a: null });
      deepEqual(await other.begin(key, 'hash', newCall()), {
        kind: 'done',
        result: { text: '\0\ud800', b: 1, a: null },
      });
      deepEqual(await other.begin(key, 'other', newCall()), { kind: 'mismatch' });
      for (const near of [
        { ...key, tenant: 'tenant-b' },
        { ...key, operation: 'runPrompt' },
      ]) {
        equal((await other.begin(near, 'other', newCall())).kind, 'first');
      }
    },
  },
  {
    name: 'null is a result',
    async run({ store }) {
      const key = fresh();
      await store.begin(key, 'hash', newCall());
      await store.finish(key, null);
      deepEqual(await store.begin(key, 'hash', newCall()), { kind: 'done', result: null });
    },
  },
  {
    name: 'a first whose process has died is taken over by exactly one, who learns of its call',
    async run({ store, other, die }) {
      const key = fresh();
      const call = newCall();
      deepEqual(await store.begin(key, 'hash', call), { kind: 'first', call });
      await die(key);
      deepEqual(await other.begin(key, 'other', newCall()), { kind: 'mismatch' });
      const states = await Promise.all([store, other, store, other].map((one) => one.begin(key, 'hash', newCall())));
      deepEqual(
        states.filter(({ kind }) => kind !== 'running'),
        [{ kind: 'orphaned', call }],
      );
      await store.finish(key, 1);
      // The dead one was only slow: its result comes second and is not kept.
      await other.finish(key, 2);
      deepEqual(await store.begin(key, 'hash', newCall()), { kind: 'done', result: 1 });
    },
  },
  {
    name: 'a result in doubt gives way to one that comes after all, and to nothing else',
    async run({ store, other, die }) {
      const key = fresh();
      await store.begin(key, 'hash', newCall());
      await die(key);
      await other.begin(key, 'hash', newCall());
      await other.finish(key, 'in doubt', true);
      deepEqual(await store.begin(key, 'hash', newCall()), { kind: 'done', result: 'in doubt' });
      await other.finish(key, 'in doubt again', true);
      await store.abandon(key);
      deepEqual(await store.begin(key, 'hash', newCall()), { kind: 'done', result: 'in doubt' });
      await store.finish(key, 'here it is');
      await other.finish(key, 'in doubt again', true);
      await other.finish(key, 'another');
      deepEqual(await other.begin(key, 'hash', newCall()), { kind: 'done', result: 'here it is' });
    },
  },
  {
    name: 'a first that is abandoned may be tried again, with any input; a result is not abandoned',
    async run({ store }) {
      const key = fresh();
      await store.begin(key, 'hash', newCall());
      await store.abandon(key);
      equal((await store.begin(key, 'other', newCall())).kind, 'first');
      await store.finish(key, 'kept');
      await store.abandon(key);
      deepEqual(await store.begin(key, 'other', newCall()), { kind: 'done', result: 'kept' });
    },
  },
];
