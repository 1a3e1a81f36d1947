import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { catalogueEntry } from '../../src/catalogue/catalogue-entry.js';
import { parseCatalogueFile } from '../../src/catalogue/catalogue-file.js';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import { forgetOperatorCatalogue, useOperatorCatalogue } from '../../src/catalogue/operator-catalogue.js';
import { publishedCatalogue } from '../../src/catalogue/published-catalogue.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { defineProvider, type ModelDeclaration } from '../../src/sdk/index.js';

const data = path.resolve(import.meta.dirname, '../../src/catalogue/data');
const provider = (id: string, models: readonly ModelDeclaration[]) =>
  defineProvider({
    id,
    name: id,
    sdkVersion: 1,
    auth: { kind: 'bearer' },
    models,
    connect: () => ({
      prepare: () => ({ method: 'POST', path: '/', body: {} }),
      complete: () => Promise.reject(new Error()),
    }),
  });
const factOf = (model: Parameters<typeof modelFacts>[0], name: string) =>
  modelFacts(model).find((fact) => fact.name === name);

describe('the published catalogue', () => {
  const ids = readdirSync(data).map((name) => path.basename(name, '.json'));

  test.each(ids)('of %s is well-formed', (id) => {
    const file = publishedCatalogue(id);
    expect(file?.models.length).toBeGreaterThan(0);
    for (const { features = [], lacks = [] } of file!.models) {
      expect(features.filter((feature) => lacks.includes(feature))).toEqual([]);
    }
  });

  test('knows nothing of a provider without a file, whatever its id', () => {
    expect(publishedCatalogue('nobody')).toBeUndefined();
    expect(publishedCatalogue('../data/openai')).toBeUndefined();
  });

  test('has a say over families, and a plugin that names a model over it', () => {
    const openai = provider('openai', [
      { matches: 'gpt-*', contextWindow: 5, features: ['tools', 'parallel-tools', 'seed'], asOf: '2026-01-01' },
      { matches: ['gpt-4', 'gpt-5-chat-latest'], maxOutputTokens: 7 },
    ]);
    const known = resolveModel(openai, 'gpt-5-chat-latest');
    expect(known).toMatchObject({ contextWindow: 128_000, maxOutputTokens: 7, catalogued: true });
    expect(known.features).toEqual(['seed', 'json-schema', 'vision', 'prompt-caching']);
    expect(factOf(known, 'contextWindow')).toMatchObject({ source: 'catalogue', asOf: '2026-11-23' });
    expect(factOf(known, 'contextWindow')?.note).toMatch(/openai@7/);
    expect(factOf(known, 'features')).toMatchObject({ source: 'catalogue' });
    expect(factOf(known, 'maxOutputTokens')).toMatchObject({ source: 'declared' });

    const unknown = resolveModel(openai, 'gpt-9');
    expect(unknown).toMatchObject({
      contextWindow: 5,
      catalogued: false,
      features: ['tools', 'parallel-tools', 'seed'],
    });
    expect(factOf(unknown, 'contextWindow')).toEqual({
      name: 'contextWindow',
      value: 5,
      source: 'declared',
      asOf: '2026-01-01',
      note: 'Of every model that matches gpt-*.',
    });
  });
});

describe('an operator’s catalogue', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'byom-catalogue-'));
  const write = (name: string, content: unknown) => {
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const file = (models: readonly unknown[], more: object = {}) => ({
    asOf: '2026-12-01',
    source: 'our contract',
    models,
    ...more,
  });
  afterEach(() => {
    forgetOperatorCatalogue();
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
  });

  test('goes before all that is declared or published, fact by fact, and lists models of its own', () => {
    write(
      'openai.json',
      file([
        { id: 'gpt-5', price: { input: 1, output: 2 } },
        { id: 'ours', contextWindow: 9_000 },
      ]),
    );
    write('acme.json', file([{ id: 'm', contextWindow: 3_000 }]));
    expect(useOperatorCatalogue(folder)).toEqual([
      { provider: 'acme', models: 1 },
      { provider: 'openai', models: 2 },
    ]);
    const openai = provider('openai', [{ matches: '*', features: ['streaming'] }]);
    expect(resolveModel(openai, 'gpt-5')).toMatchObject({ price: { input: 1, output: 2 }, contextWindow: 400_000 });
    expect(listedModels(openai).map(({ providerModelId }) => providerModelId)).toContain('ours');
    const acme = provider('acme', [{ matches: 'm', contextWindow: 8_000 }]);
    expect(factOf(resolveModel(acme, 'm'), 'contextWindow')).toEqual({
      name: 'contextWindow',
      value: 3_000,
      source: 'catalogue',
      asOf: '2026-12-01',
      note: "The operator's own: our contract.",
    });
  });

  test('may be one file, which may name its provider', () => {
    expect(useOperatorCatalogue(write('any.json', file([], { provider: 'groq' })))).toEqual([
      { provider: 'groq', models: 0 },
    ]);
  });

  test.each([
    ['not JSON', '{', 'It is not JSON.'],
    ['no list', { asOf: '2026-12-01', source: 's' }, 'models '],
    ['a date of no calendar', file([], { asOf: '2026-02-30' }), 'asOf must be a date'],
    ['a strange field', file([{ id: 'canary', window: 1 }]), 'models[0] Unrecognized key: "window".'],
    [
      'a price below nothing',
      file([{ id: 'canary', price: { input: -1, output: 1 } }]),
      'models[0].price.input must not',
    ],
    ['half a token', file([{ id: 'canary', contextWindow: 1.5 }]), 'models[0].contextWindow must be a whole number'],
    ['more output than window', file([{ id: 'canary', contextWindow: 10, maxOutputTokens: 11 }]), 'must not exceed'],
    ['a model twice', file([{ id: 'canary' }, { id: 'canary' }]), 'models[1].id is given twice'],
    ['an unknown feature', file([{ id: 'canary', features: ['telepathy'] }]), 'models[0].features[0] must be among'],
  ])('is refused with a sentence that names the file and the field: %s', (_, content, message) => {
    const name = write('acme.json', content);
    expect(() => useOperatorCatalogue(name)).toThrow(`${name}: `);
    expect(() => useOperatorCatalogue(name)).toThrow(message);
    expect(() => useOperatorCatalogue(name)).not.toThrow(/canary/);
  });

  test('must exist, hold something, and speak of each provider once', () => {
    expect(() => useOperatorCatalogue(path.join(folder, 'none'))).toThrow('There is no such file or folder.');
    expect(() => useOperatorCatalogue(folder)).toThrow('The folder holds no .json file.');
    write('a.json', file([], { provider: 'acme' }));
    write('acme.json', file([]));
    expect(() => useOperatorCatalogue(folder)).toThrow('another file speaks of the provider acme already');
  });
});

test.each(['gpt-5-mini-2025-08-07', 'gpt-5-mini-20250807', 'gpt-5-mini@20250807'])(
  'a snapshot that is not listed, %s, is what its model is',
  (id) => {
    const model = resolveModel(provider('openai', [{ matches: '*', features: ['streaming'] }]), id);
    expect(model).toMatchObject({ contextWindow: 400_000, price: { input: 0.25 }, catalogued: false });
    expect(factOf(model, 'contextWindow')).toMatchObject({ source: 'catalogue' });
    expect(factOf(model, 'contextWindow')?.note).toContain('As of gpt-5-mini, of which it is a snapshot.');
  },
);

test('an entry has the date and the source of its file unless it has its own', () => {
  const file = parseCatalogueFile(
    JSON.stringify({
      asOf: '2026-01-01',
      source: 'all',
      models: [{ id: 'a' }, { id: 'b', asOf: '2026-02-02', source: 'own' }],
    }),
  );
  expect(catalogueEntry(file, 'a')).toEqual({ id: 'a', asOf: '2026-01-01', source: 'all' });
  expect(catalogueEntry(file, 'b')).toEqual({ id: 'b', asOf: '2026-02-02', source: 'own' });
  expect(catalogueEntry(file, 'c')).toBeUndefined();
});
