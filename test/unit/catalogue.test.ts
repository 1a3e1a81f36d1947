import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allQuirks } from '../../src/catalogue/all-quirks.js';
import { glob } from '../../src/catalogue/glob.js';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import { modelFilter } from '../../src/catalogue/model-filter.js';
import { parameterCapabilities } from '../../src/catalogue/parameter-capabilities.js';
import { parseModelRef } from '../../src/catalogue/parse-model-ref.js';
import { quirkHandler } from '../../src/catalogue/quirk-handler.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { defineProvider, type Quirk } from '../../src/sdk/index.js';
import { modelWith } from '../support/adaptation-setting.js';

const shared: Quirk = { kind: 'limited-stop-sequences', most: 4 };
const acme = defineProvider({
  id: 'acme',
  name: 'Acme',
  sdkVersion: 1,
  auth: { kind: 'bearer' },
  quirks: [{ kind: 'unsupported-parameter', parameter: 'topK' }, shared],
  models: [
    {
      matches: '*',
      contextWindow: 8_000,
      features: ['streaming'],
      defaults: { temperature: 1, topP: 1 },
      asOf: '2026-01-01',
    },
    {
      matches: ['think-*', 'acme/think-?'],
      quirks: [shared, { kind: 'limited-values', parameter: 'reasoningEffort', values: ['low', 'high'] }],
    },
    {
      matches: ['think-1', 'think-2'],
      name: 'Think',
      contextWindow: 64_000,
      maxOutputTokens: 4_096,
      price: { input: 2, output: 8 },
      features: ['streaming', 'reasoning'],
      defaults: { topP: 0.9 },
      asOf: '2026-02-02',
    },
    {
      matches: 'think-2',
      name: 'Think 2',
      deprecatedOn: '2026-06-01',
      quirks: [
        { kind: 'limited-range', parameter: 'temperature', min: 1, max: 1 },
        { kind: 'unsupported-parameter', parameter: 'topP', when: { reasoningEffort: ['high'] } },
        { kind: 'unsupported-parameter', parameter: 'logprobs', when: { reasoningEffort: ['unset', 'low', 'high'] } },
        { kind: 'exclusive-parameters', keep: 'seed', drop: 'n' },
        { kind: 'wire-format', id: 'odd-errors', description: 'Errors come as text.' },
      ],
    },
  ],
  connect: () => ({
    prepare: () => ({ method: 'POST', path: '/', body: {} }),
    complete: () => Promise.reject(new Error()),
  }),
});

describe('a model', () => {
  test('has the facts of every declaration that matches it, the later ones winning', () => {
    expect(resolveModel(acme, 'think-2')).toMatchObject({
      ref: 'acme/think-2',
      name: 'Think 2',
      contextWindow: 64_000,
      maxOutputTokens: 4_096,
      features: ['streaming', 'reasoning'],
      defaults: { temperature: 1, topP: 0.9 },
      asOf: '2026-02-02',
      catalogued: true,
    });
    expect(resolveModel(acme, 'unheard-of')).toMatchObject({
      name: 'unheard-of',
      contextWindow: 8_000,
      catalogued: false,
    });
  });

  test('has its quirks in order, one shared by several declarations once, and the catalogue’s last', () => {
    expect(resolveModel(acme, 'think-1').quirks.map(({ id }) => id)).toEqual([
      'acme/unsupported-parameter-top-k',
      'acme/limited-stop-sequences',
      'acme/limited-values-reasoning-effort',
      'acme/think-1/output-limit',
    ]);
    const ids = allQuirks(acme).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['acme/odd-errors', 'acme/think-1/output-limit', 'acme/think-2/output-limit']),
    );
    for (const { description } of allQuirks(acme)) expect(description).toMatch(/^\S.*\.$/);
  });

  test('is the same object each time, however many unlisted ones are asked for', () => {
    const listed = resolveModel(acme, 'think-1');
    const unlisted = resolveModel(acme, 'x');
    expect(resolveModel(acme, 'x')).toBe(unlisted);
    for (let index = 0; index < 3_000; index += 1) resolveModel(acme, `x-${index}`);
    expect(resolveModel(acme, 'think-1')).toBe(listed);
  });

  test('is listed where a declaration names it', () => {
    expect(listedModels(acme).map(({ ref }) => ref)).toEqual(['acme/acme/think-?', 'acme/think-1', 'acme/think-2']);
    expect(listedModels(acme)).toBe(listedModels(acme));
  });

  test('says where each fact comes from', () => {
    const facts = Object.fromEntries(modelFacts(resolveModel(acme, 'think-2')).map((fact) => [fact.name, fact]));
    expect(facts['contextWindow']).toEqual({
      name: 'contextWindow',
      value: 64_000,
      source: 'declared',
      asOf: '2026-02-02',
    });
    expect(modelFacts(resolveModel(acme, 'other'))).toContainEqual({
      name: 'contextWindow',
      value: 8_000,
      source: 'declared',
      asOf: '2026-01-01',
      note: 'Of every model that matches *.',
    });
  });
});

test('capabilities say what a model takes of each parameter', () => {
  const of = (id: string) =>
    Object.fromEntries(parameterCapabilities(resolveModel(acme, id)).map((each) => [each.name, each]));
  const think = of('think-2');
  expect(think['temperature']).toEqual({
    name: 'temperature',
    supported: true,
    min: 1,
    max: 1,
    fixedAt: 1,
    default: 1,
    conflictsWith: [],
    conditions: [],
  });
  expect(think['topK']).toEqual({ name: 'topK', supported: false, conflictsWith: [], conditions: [] });
  expect(think['topP']).toEqual({
    name: 'topP',
    supported: true,
    min: 0,
    max: 1,
    default: 0.9,
    conflictsWith: ['reasoningEffort'],
    conditions: ['`topP` is not taken, and left out; so with reasoning effort high.'],
  });
  expect(think['logprobs']).toMatchObject({ supported: false });
  expect(think['reasoningEffort']).toMatchObject({ supported: true, values: ['low', 'high'] });
  expect(think['stop']).toMatchObject({ supported: true, maxItems: 4 });
  expect(think['maxOutputTokens']).toMatchObject({ min: 1, max: 4_096 });
  expect(think['n']?.conflictsWith).toEqual(['seed']);
  expect(think['seed']?.conflictsWith).toEqual(['n']);
  expect(of('other')['temperature']).toEqual({
    name: 'temperature',
    supported: true,
    min: 0,
    max: 2,
    default: 1,
    conflictsWith: [],
    conditions: [],
  });
});

test('a quirk is handled by a rule, the adapter or the catalogue', () => {
  const handlers = Object.fromEntries(
    resolveModel(acme, 'think-2').quirks.map((quirk) => [quirk.id, quirkHandler(quirk)]),
  );
  expect(handlers).toMatchObject({
    'acme/limited-stop-sequences': 'rule',
    'acme/odd-errors': 'adapter',
    'acme/think-2/output-limit': 'catalogue',
  });
});

test.each([
  [{}, ['acme/acme/think-?', 'acme/think-1']],
  [{ includeDeprecated: true, search: 'THINK-2' }, ['acme/think-2']],
  [{ features: ['reasoning'] }, ['acme/think-1']],
  [{ minContextWindow: 10_000 }, ['acme/think-1']],
  [{ maxInputPerMillion: 2 }, ['acme/think-1']],
  [{ maxInputPerMillion: 1.9 }, []],
  [{ providers: ['other'] }, []],
  [{ providers: null, features: null, search: null }, ['acme/acme/think-?', 'acme/think-1']],
] as const)('the filter %j', (filter, expected) => {
  const matches = modelFilter(filter, Date.parse('2026-11-01'));
  expect(
    listedModels(acme)
      .filter(matches)
      .map(({ ref }) => ref),
  ).toEqual(expected);
});

describe('a ref', () => {
  test('splits at its first slash', () => {
    expect(parseModelRef('groq/openai/gpt-oss-120b')).toEqual({
      providerId: 'groq',
      providerModelId: 'openai/gpt-oss-120b',
    });
    expect(parseModelRef('cloudflare/@cf/meta/llama-4').providerModelId).toBe('@cf/meta/llama-4');
    expect(parseModelRef('openrouter/~anthropic/claude-haiku-latest').providerModelId).toBe(
      '~anthropic/claude-haiku-latest',
    );
    expect(parseModelRef('ollama/llama3.2:3b')).toEqual({ providerId: 'ollama', providerModelId: 'llama3.2:3b' });
  });

  test.each(['', 'gpt-5', '/gpt-5', 'openai/', 'Open AI/x', 'openai/a b', 'openai/a\nb', `openai/${'x'.repeat(300)}`])(
    '%j is none',
    (ref) => {
      expect(() => parseModelRef(ref)).toThrow(expect.objectContaining({ code: 'UNKNOWN_MODEL' }));
    },
  );
});

test('a glob matches as its regular expression does', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, letters, (glued, text) => {
      const expression = new RegExp(`^${glued.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      expect(glob(glued)(text)).toBe(expression.test(text));
    }),
    { numRuns: 5_000 },
  );
});

test('capabilities count what holds on every endpoint that serves a model, and tell the rest in words', () => {
  const unsupported = (parameter: 'stop' | 'seed', endpoint: string): Quirk => ({
    kind: 'unsupported-parameter',
    id: `no-${parameter}-on-${endpoint}`,
    parameter,
    when: { endpoint: [endpoint] },
  });
  const stop = unsupported('stop', 'default');
  const onOther = [unsupported('stop', 'other'), unsupported('seed', 'other')];
  const few: Quirk = { kind: 'limited-stop-sequences', most: 4, when: { endpoint: ['default'] } };
  const of = (quirks: readonly Quirk[], name: 'stop' | 'seed') =>
    parameterCapabilities(modelWith(quirks)).find((one) => one.name === name);
  const sometimes: Quirk = { kind: 'served-endpoint', endpoint: 'other', when: { with: ['tools'] } };

  expect(of([few, ...onOther], 'stop')).toEqual({
    name: 'stop',
    supported: true,
    maxItems: 4,
    conflictsWith: [],
    conditions: [],
  });
  expect(of([stop, ...onOther, sometimes], 'stop')).toMatchObject({ supported: false });
  expect(of([...onOther, { kind: 'served-endpoint', endpoint: 'other' }], 'seed')).toMatchObject({ supported: false });
  expect(of([...onOther, sometimes], 'seed')).toMatchObject({
    supported: true,
    conditions: ['`seed` is not taken, and left out; so on the endpoint other.'],
  });
});
