import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DatasetStore, Example, NewExample } from '../../../src/datasets/dataset-store.js';
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
  {
    name: 'what is given again is counted and not stored again, whatever its id and the order of its fields',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      const first: NewExample[] = [
        { inputs: { a: 1, b: 2 }, expected: 'x' },
        { id: 'mine', inputs: { a: 2 }, split: 'test' },
      ];
      const made = await store.create({ id, tenant, name: 'once', examples: [...first, first[0]!] });
      deepEqual([made.size, made.duplicates], [2, 1]);
      const again = await store.append(tenant, id, [
        ...first,
        { id: 'other', inputs: { b: 2, a: 1 }, expected: 'x', feedback: 'because' },
        { inputs: { a: 1, b: 2 }, expected: 'y' },
        { inputs: { a: 1, b: 2 } },
        { inputs: { a: 1, b: 2 }, expected: null },
        { inputs: { a: 2 }, split: 'train' },
      ]);
      if (again === undefined || 'clashes' in again) throw new Error('It was not appended.');
      deepEqual([again.added, again.duplicates, again.dataset.size, again.dataset.duplicates], [4, 3, 6, 4]);
      deepEqual(await store.find(tenant, id), again.dataset);
      deepEqual(
        (await store.forRun(tenant, id, everything)).map((one) => one.id),
        ['#1', 'mine', '#7', '#8', '#9', '#10'],
      );
      deepEqual((await store.findings(again.dataset)).conflicts, 1);
    },
  },
  {
    name: 'an id stands for one example: nothing is stored of what says otherwise',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      await store.create({ id, tenant, name: 'ids', examples: [example('a'), example('b')] });
      const answer = await store.append(tenant, id, [example('c'), example('b', { expected: 1 }), example('a')]);
      deepEqual(answer, { clashes: [1] });
      equal((await store.find(tenant, id))!.size, 2);
      equal(await store.append('other', id, [example('d')]), undefined);
      equal(await store.append(tenant, '\0', [example('d')]), undefined);
    },
  },
  {
    name: 'pieces that arrive at once are all there, each example once',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      await store.create({ id, tenant, name: 'at once', examples: [] });
      const pieces = [0, 1, 2, 3, 0, 1].map((piece) =>
        Array.from({ length: 500 }, (_, n) => ({ inputs: { text: `${piece * 400 + n}` } })),
      );
      await Promise.all(pieces.map((examples) => store.append(tenant, id, examples)));
      const grown = (await store.find(tenant, id))!;
      deepEqual([grown.size, grown.duplicates], [1_700, 1_300]);
      const all = await store.forRun(tenant, id, everything);
      equal(new Set(all.map((one) => one.id)).size, 1_700);
      equal(new Set(all.map(({ inputs }) => inputs['text'])).size, 1_700);
    },
  },
  {
    name: 'inputs pinned to several splits are found, also where they are nearly the same',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      const of = (text: string, split: Example['split'], more?: object) => ({ inputs: { text }, split, ...more });
      const dataset = await store.create({
        id,
        tenant,
        name: 'leaky',
        examples: [
          of('Where is it?', 'test', { id: 'a' }),
          of('where  is it', 'train'),
          of('Where was it?', 'train'),
          of('Where was it?', undefined),
          of('2 + 3', 'test'),
          of('2 - 3', 'train'),
          of('WHERE IS IT', 'test', { expected: 'here' }),
        ],
      });
      deepEqual(await store.findings(dataset), { conflicts: 0, leaks: { count: 3, examples: ['a', '#2', '#7'] } });
      deepEqual(await store.findings(dataset), { conflicts: 0, leaks: { count: 3, examples: ['a', '#2', '#7'] } });
      const grown = await store.append(tenant, id, [of('2 - 3', 'validation')]);
      if (grown === undefined || 'clashes' in grown) throw new Error('It was not appended.');
      equal((await store.findings(grown.dataset)).leaks.count, 5);
    },
  },
  {
    name: 'a sample for a run is seeded, has answers in like shares, and small pinned splits whole',
    async run(store) {
      const [tenant, id] = [randomUUID(), randomUUID()];
      const examples = Array.from({ length: 4_000 }, (_, n) =>
        example(`${n}`, { expected: n % 10 === 0 ? 'rare' : 'common', ...(n < 50 ? { split: 'test' as const } : {}) }),
      );
      await store.create({ id, tenant, name: 'sampled', examples });
      const draw = async (seed: number) => store.forRun(tenant, id, { most: 1_000, seed });
      const [one, same, other] = [await draw(1), await draw(1), await draw(2)];
      deepEqual(one, same);
      equal(one.length, 1_000);
      equal(one.filter(({ split }) => split === 'test').length, 50);
      const rare = one.filter(({ expected, split }) => split === undefined && expected === 'rare').length;
      equal(Math.abs(rare - 95) <= 1, true);
      const ids = new Set(one.map((each) => each.id));
      equal(ids.size, 1_000);
      deepEqual(
        [...ids],
        [...ids].toSorted((a, b) => Number(a) - Number(b)),
      );
      equal(other.filter((each) => ids.has(each.id)).length < 400, true);
      deepEqual(await store.forRun('other', id, everything), []);
    },
  },
  {
    name: 'versions of a name are listed, each with the one before it',
    async run(store) {
      const tenant = randomUUID();
      const make = (name: string) => store.create({ id: randomUUID(), tenant, name, examples: [example('a')] });
      const [first, , second, third] = [await make('n'), await make('other'), await make('n'), await make('n')];
      deepEqual(
        (await store.list(tenant, { first: 5 }, 'n')).items.map(({ item }) => item.version),
        [1, 2, 3],
      );
      equal((await store.list(tenant, { first: 5 }, '\0')).totalCount, 0);
      equal((await store.previous(third))?.id, second.id);
      await store.remove(tenant, second.id);
      equal((await store.previous(third))?.id, first.id);
      equal(await store.previous(first), undefined);
    },
  },
];
