import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { LearnedFact, LearnedFactStore } from '../../../src/catalogue/learned-fact-store.js';
import type { Audit } from './audit.js';

export interface LearnedFactStoreSubject {
  readonly store: LearnedFactStore;
  /** Another process on the same records. */
  readonly other: LearnedFactStore;
  /** Makes a credential of a tenant, and gives its id. */
  readonly credential: (this: void, tenant: string) => Promise<string>;
}

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12, 0, 0, 123));
const windowFact = (tokens: number, day: number, model = 'acme/m'): LearnedFact => ({
  model,
  fact: 'contextWindow',
  correction: { kind: 'context-window', tokens },
  learnedAt: at(day),
});

export const learnedFactStoreAudits: readonly Audit<LearnedFactStoreSubject>[] = [
  {
    name: 'a fact comes back as it was kept, and only to its tenant and credential',
    async run({ store, other, credential }) {
      const tenant = randomUUID();
      const [id, another] = [await credential(tenant), await credential(tenant)];
      deepEqual(await store.ofCredential(tenant, id, at(1)), []);
      const facts: LearnedFact[] = [
        windowFact(8_192, 2),
        {
          model: 'acme/org/m:tag',
          fact: 'parameters.temperature',
          correction: { kind: 'limited-range', parameter: 'temperature', min: 0.1, max: 1 },
          learnedAt: at(3),
        },
        {
          model: 'acme/m',
          fact: 'parameters.reasoningEffort',
          correction: { kind: 'limited-values', parameter: 'reasoningEffort', values: ['low', 'high'] },
          learnedAt: at(4),
        },
      ];
      for (const fact of facts) await store.keep(tenant, id, fact);
      deepEqual(await other.ofCredential(tenant, id, at(1)), facts);
      deepEqual(await other.ofCredential(tenant, another, at(1)), []);
      deepEqual(await other.ofCredential(randomUUID(), id, at(1)), []);
    },
  },
  {
    name: 'what is learned of the same thing later takes its place',
    async run({ store, other, credential }) {
      const tenant = randomUUID();
      const id = await credential(tenant);
      await store.keep(tenant, id, windowFact(8_192, 2));
      await store.keep(tenant, id, windowFact(4_096, 2, 'acme/other'));
      await other.keep(tenant, id, windowFact(16_384, 3));
      deepEqual(await store.ofCredential(tenant, id, at(1)), [
        windowFact(4_096, 2, 'acme/other'),
        windowFact(16_384, 3),
      ]);
    },
  },
  {
    name: 'what was learned before a moment does not count after it',
    async run({ store, credential }) {
      const tenant = randomUUID();
      const id = await credential(tenant);
      await store.keep(tenant, id, windowFact(8_192, 2));
      await store.keep(tenant, id, windowFact(4_096, 4, 'acme/other'));
      equal((await store.ofCredential(tenant, id, at(3))).length, 1);
      deepEqual(await store.ofCredential(tenant, id, at(4)), []);
    },
  },
  {
    name: 'what is forgotten is gone, of one model or of all, and nobody else’s',
    async run({ store, other, credential }) {
      const tenant = randomUUID();
      const [id, another] = [await credential(tenant), await credential(tenant)];
      for (const model of ['acme/a', 'acme/b', 'acme/c']) await store.keep(tenant, id, windowFact(8_192, 2, model));
      await store.keep(tenant, another, windowFact(8_192, 2));
      equal(await other.forget(randomUUID(), id), 0);
      equal(await other.forget(tenant, id, 'acme/b'), 1);
      deepEqual(
        (await store.ofCredential(tenant, id, at(1))).map(({ model }) => model),
        ['acme/a', 'acme/c'],
      );
      equal(await other.forget(tenant, id), 2);
      equal(await other.forget(tenant, id), 0);
      equal((await store.ofCredential(tenant, another, at(1))).length, 1);
    },
  },
  {
    name: 'of many that learn the same at once one stands',
    async run({ store, other, credential }) {
      const tenant = randomUUID();
      const id = await credential(tenant);
      await Promise.all(
        Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? store : other).keep(tenant, id, windowFact(1_000 + n, 2))),
      );
      equal((await other.ofCredential(tenant, id, at(1))).length, 1);
    },
  },
];
