import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DatasetStore, Example } from '../../../src/datasets/dataset-store.js';
import type { Audit } from './audit.js';

const everything = { most: 10_000, seed: 1 };
const example = (id: string, more: Partial<Example> = {}): Example => ({ id, inputs: { text: id }, ...more });

export const datasetStoreAudits: readonly Audit<DatasetStore>[] = [
  {
    name: 'ten thousand examples come back in their order, page by page and at once',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      const examples = Array.from({ length: 10_000 }, (_, n) => example(`e${(n * 7919) % 10_000}`));
      const made = await store.create({ id, tenant, name: 'large', examples });
      equal(made.size, 10_000);
      deepEqual(await store.forRun(tenant, id, everything), examples);
      const paged: Example[] = [];
      let after: string | undefined;
      do {
        const page = await store.examples(made, { first: 999, after });
        equal(page.totalCount, 10_000);
        paged.push(...page.items.map(({ item }) => item));
        after = page.hasNextPage ? page.items.at(-1)!.cursor : undefined;
      } while (after !== undefined);
      deepEqual(paged, examples);
    },
  },
  {
    name: 'examples come back exactly: NUL, halves of characters, key order, null and nothing',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      const inputs = JSON.parse('{"z":"\\u0000","a":"\\ud800","__proto__":{"x":1},"n":[1e-7,-0.5,null]}') as object;
      const examples = [
        { ...example('\0id'), inputs, expected: null } as Example,
        { ...example('b'), inputs, expected: { y: 1, x: '\udfff' }, feedback: 'no\0' } as Example,
        example('c'),
      ];
      await store.create({ id, tenant, name: 'odd', examples });
      equal(JSON.stringify(await store.forRun(tenant, id, everything)), JSON.stringify(examples));
    },
  },
  {
    name: 'pinned splits are counted and can be read alone',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      const examples = [
        example('a', { split: 'test' }),
        example('b'),
        example('c', { split: 'train' }),
        example('d', { split: 'test' }),
      ];
      const made = await store.create({ id, tenant, name: 'pinned', examples });
      deepEqual(
        made.splits.toSorted((x, y) => x.split.localeCompare(y.split)),
        [
          { split: 'test', size: 2 },
          { split: 'train', size: 1 },
        ],
      );
      const page = await store.examples(made, { first: 10 }, 'test');
      deepEqual(
        page.items.map(({ item }) => item.id),
        ['a', 'd'],
      );
      equal(page.totalCount, 2);
    },
  },
  {
    name: 'a name that is used again is a next version, also by two at once',
    async run(store) {
      const tenant = randomUUID();
      const made = await Promise.all(
        [1, 2, 3, 4].map(() => store.create({ id: randomUUID(), tenant, name: 'same', examples: [example('a')] })),
      );
      deepEqual(
        made.map(({ version }) => version).toSorted((a, b) => a - b),
        [1, 2, 3, 4],
      );
      equal((await store.list(tenant, { first: 2 })).hasNextPage, true);
      equal((await store.list(tenant, { first: 2 })).totalCount, 4);
    },
  },
  {
    name: 'nothing is seen or removed by another tenant',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      await store.create({ id, tenant, name: 'mine', examples: [example('a')] });
      equal(await store.find('other', id), undefined);
      deepEqual(await store.forRun('other', id, everything), []);
      equal((await store.list('other', { first: 5 })).items.length, 0);
      equal(await store.remove('other', id), false);
      equal(await store.remove(tenant, id), true);
      equal(await store.remove(tenant, id), false);
      equal(await store.find(tenant, id), undefined);
      equal(await store.find(tenant, '\0'), undefined);
    },
  },
];
