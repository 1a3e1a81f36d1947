import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { MetricScoreStore } from '../../../src/optimization/metric-score-store.js';
import type { Audit } from './audit.js';

export interface MetricScoreStoreSubject {
  readonly store: MetricScoreStore;
  /** Another process on the same records. */
  readonly other: MetricScoreStore;
  /** Makes an optimization to keep scores with, and gives its id. */
  readonly optimization: (this: void, tenant: string) => Promise<string>;
}

export const metricScoreStoreAudits: readonly Audit<MetricScoreStoreSubject>[] = [
  {
    name: 'a score comes back as it was kept, and only to its tenant and optimization',
    async run({ store, other, optimization }) {
      const tenant = randomUUID();
      const [id, another] = [await optimization(tenant), await optimization(tenant)];
      equal(await store.find(tenant, id, 'k'), undefined);
      const score = { score: 0.1 + 0.2, feedback: 'tab\tline\nquote " and ünïcödé 🙂' };
      deepEqual(await store.keep(tenant, id, 'k', score), score);
      deepEqual(await other.find(tenant, id, 'k'), score);
      deepEqual(await store.keep(tenant, id, 'none', { score: null, feedback: 'no score' }), {
        score: null,
        feedback: 'no score',
      });
      deepEqual(await other.find(tenant, id, 'none'), { score: null, feedback: 'no score' });
      equal(await other.find(tenant, another, 'k'), undefined);
      equal(await other.find(randomUUID(), id, 'k'), undefined);
    },
  },
  {
    name: 'of many that keep one at once all go on with the same',
    async run({ store, other, optimization }) {
      const tenant = randomUUID();
      const id = await optimization(tenant);
      const kept = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? store : other).keep(tenant, id, 'k', { score: n / 12, feedback: `${n}` }),
        ),
      );
      equal(new Set(kept.map(({ score }) => score)).size, 1);
      deepEqual(await other.find(tenant, id, 'k'), kept[0]);
    },
  },
];
