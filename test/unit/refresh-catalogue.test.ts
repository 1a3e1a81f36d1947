import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { applyChanges } from '../../bench/catalogue/apply-changes.js';
import { compareModels } from '../../bench/catalogue/compare-models.js';
import { matchLogic } from '../../bench/catalogue/match-logic.js';
import { packagePrice } from '../../bench/catalogue/package-price.js';
import { readList } from '../../bench/catalogue/read-list.js';
import { reportChanges } from '../../bench/catalogue/report-changes.js';
import type { CatalogueFile } from '../../src/catalogue/catalogue-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'byom-refresh-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ours: CatalogueFile = {
  asOf: '2026-06-01',
  source: 'several catalogues',
  models: [
    { id: 'alpha', contextWindow: 200_000, maxOutputTokens: 8_000, price: { input: 2, output: 8, cachedInput: 1 } },
    { id: 'beta', contextWindow: 1_048_576, price: { input: 1, output: 4 }, features: ['tools'] },
    { id: 'own', contextWindow: 1_000, price: { input: 1, output: 4 }, source: 'https://docs.acme.example/prices' },
    { id: 'recent', contextWindow: 1_000, price: { input: 1, output: 4 }, asOf: '2026-10-01' },
    { id: 'vanished', contextWindow: 1_000 },
    { id: 'wordy', contextWindow: 500_000, maxOutputTokens: 400_000 },
  ],
};

/** As the package's own JSON has it. */
const theirs = [
  {
    id: 'acme',
    models: [
      {
        id: 'alpha-2026',
        match: { or: [{ equals: 'alpha' }, { starts_with: 'alpha-' }] },
        context_window: 400_000,
        prices: { input_mtok: { base: 3, tiers: [{ start: 199_999, price: 6 }] }, output_mtok: 8 },
      },
      { id: 'beta', match: { equals: 'beta' }, context_window: 1_000_000, prices: { input_mtok: 1, output_mtok: 4 } },
      { id: 'own', match: { equals: 'own' }, context_window: 9_000, prices: { input_mtok: 9, output_mtok: 9 } },
      { id: 'recent', match: { equals: 'recent' }, prices: { input_mtok: 9, output_mtok: 9 } },
      { id: 'wordy', match: { equals: 'wordy' }, context_window: 100_000, prices: {} },
      {
        id: 'new',
        name: 'New',
        match: { equals: 'new' },
        context_window: 9_000,
        prices: { input_mtok: 1, output_mtok: 2 },
      },
      { id: 'voice', match: { equals: 'voice' }, prices: { audio_hours: 1 } },
    ],
  },
];

async function list(asOf: string) {
  const file = path.join(folder, 'list.json');
  writeFileSync(file, JSON.stringify(theirs));
  return readList(file, asOf);
}

describe('a refresh', () => {
  test('tells prices and windows that changed, models to add and models that are gone', async () => {
    const changes = compareModels(ours, await list('2026-09-23'), 'acme');
    const told = changes.map(({ kind, model, kept }) => [model, kind, ...(kept ? [kept] : [])]);
    expect(told).toEqual([
      ['alpha', 'price changed'],
      ['alpha', 'window changed'],
      ['own', 'price changed', "read at the provider's own"],
      ['own', 'window changed', "read at the provider's own"],
      ['recent', 'price changed', 'read no earlier than the list'],
      ['vanished', 'gone', 'the list may only lack it'],
      ['wordy', 'window changed', 'its answers would not fit'],
      ['new', 'added'],
    ]);
    const report = reportChanges('acme', changes, { add: false });
    expect(report).toContain('window changed: alpha from 200000 to 400000\n');
    expect(report).toContain("(kept: read at the provider's own)");
    expect(report).toContain('added: 1 (new)');
    expect(report).toContain('gone: 1 (vanished)');
  });

  test('changes those facts alone, and says where they were read', async () => {
    const changes = compareModels(ours, await list('2026-09-23'), 'acme');
    const refreshed = applyChanges(ours, changes, { add: false });
    const [alpha, ...others] = refreshed.models;
    expect(alpha).toEqual({
      id: 'alpha',
      contextWindow: 400_000,
      maxOutputTokens: 8_000,
      price: { input: 3, output: 8, cachedInput: 1, tiers: [{ above: 200_000, input: 6, output: 8 }] },
      asOf: '2026-09-23',
      source: 'list.json',
    });
    expect(others).toEqual(ours.models.slice(1));
    const { models } = applyChanges(ours, changes, { add: true });
    expect(models.map(({ id }) => id)).toEqual(['alpha', 'beta', 'new', 'own', 'recent', 'vanished', 'wordy']);
    expect(models[2]).toMatchObject({ name: 'New', contextWindow: 9_000, price: { input: 1, output: 2 } });
    expect(compareModels(refreshed, await list('2026-09-24'), 'acme').filter((one) => one.model === 'alpha')).toEqual(
      [],
    );
  });

  test('changes nothing by a list that is no newer', async () => {
    const changes = compareModels(ours, await list('2026-06-01'), 'acme');
    expect(applyChanges(ours, changes, { add: false })).toEqual(ours);
    expect(compareModels(ours, await list('2026-09-23'), 'unheard-of')).toEqual([]);
  });

  test('takes an operator’s file of our own form', async () => {
    const file = path.join(folder, 'acme.json');
    const models = [{ id: 'beta', price: { input: 0.5, output: 4 } }];
    writeFileSync(file, JSON.stringify({ asOf: '2026-12-01', source: 'our contract', models }));
    const changes = compareModels(ours, await readList(file, '2020-01-01'), 'acme');
    expect(changes.filter(({ kind }) => kind !== 'gone')).toEqual([
      expect.objectContaining({
        kind: 'price changed',
        model: 'beta',
        after: { input: 0.5, output: 4 },
        kept: undefined,
      }),
    ]);
    await expect(readList(path.join(folder, 'none.json'), '2026-01-01')).rejects.toThrow('is no file');
  });

  test('reads the installed package', async () => {
    const installed = await readList('package', '2026-09-23');
    expect(installed.name).toMatch(/^npm @pydantic\/genai-prices@\d/);
    const found = installed.modelsOf('openai')!.find(({ id }) => id === 'gpt-5.4');
    expect(found).toMatchObject({ contextWindow: 1_050_000, price: { input: 2.5, output: 15, cachedInput: 0.25 } });
    expect(found?.price?.tiers).toEqual([{ above: 272_000, input: 5, output: 22.5, cachedInput: 0.5 }]);
    expect(installed.modelsOf('xai')!.length).toBeGreaterThan(5);
  });
});

test('prices by date are those in force, and by the hour the dearest', () => {
  const at = (output: number) => ({ input_mtok: 1, output_mtok: output });
  const dated = [
    { prices: at(1) },
    { constraint: { type: 'start_date', start_date: '2026-05-01' }, prices: at(2) },
    { constraint: { type: 'start_date', start_date: '2027-01-01' }, prices: at(9) },
  ];
  expect(packagePrice(dated, '2026-04-30')).toEqual({ input: 1, output: 1 });
  expect(packagePrice(dated, '2026-05-01')).toEqual({ input: 1, output: 2 });
  expect(
    packagePrice([{ prices: at(1) }, { constraint: { type: 'time_of_date' }, prices: at(3) }], '2026-01-01'),
  ).toEqual({
    input: 1,
    output: 3,
  });
  expect(packagePrice({ audio_hours: 1 }, '2026-01-01')).toBeUndefined();
});

test.each([
  [{ equals: 'a' }, 'a', true],
  [{ ends_with: '-x' }, 'a-x', true],
  [{ contains: 'x' }, 'a', false],
  [{ regex: '^a\\d$' }, 'a1', true],
  [{ and: [{ starts_with: 'a' }, { or: [{ equals: 'b' }, { equals: 'ab' }] }] }, 'ab', true],
])('%j of %s is %s', (logic, id, expected) => {
  expect(matchLogic(logic, id)).toBe(expected);
});
