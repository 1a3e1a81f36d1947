import { describe, expect, test } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import type { AdaptationPolicy } from '../../src/adaptation/policy.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { quirkEffect } from '../../src/catalogue/quirk-effect.js';
import {
  ByomError,
  type Adaptation,
  type CompletionRequest,
  type Message,
  type ModelDeclaration,
  type Parameters,
  type ProviderDefinition,
  type Quirk,
  type RuleQuirk,
} from '../../src/sdk/index.js';

const adapt: AdaptationPolicy = { onUnsupported: 'adapt', onOverflow: 'reject' };

function modelWith(quirks: readonly Quirk[], facts: Partial<ModelDeclaration> = {}) {
  const definition = { id: 'acme', models: [{ matches: 'm', ...facts, quirks }] } as unknown as ProviderDefinition;
  return resolveModel(definition, 'm');
}

const user: Message = { role: 'user', content: 'hello' };
const request = (parameters: Parameters, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  model: 'm',
  messages: [user],
  parameters,
  ...more,
});

function failure(make: () => unknown): ByomError {
  try {
    make();
  } catch (error) {
    if (ByomError.is(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

interface Case {
  readonly quirks: readonly RuleQuirk[];
  readonly facts?: Partial<ModelDeclaration>;
  readonly asked: CompletionRequest;
  /** What changes of the request. */
  readonly sent: Partial<CompletionRequest>;
  readonly told: readonly Partial<Adaptation>[];
}

const schema = { type: 'object', properties: { label: { type: 'string' } } };
const cases: Record<string, Case> = {
  'limited-range clamps': {
    quirks: [{ kind: 'limited-range', parameter: 'temperature', min: 0, max: 1 }],
    asked: request({ temperature: 1.8, topP: 0.5 }),
    sent: { parameters: { temperature: 1, topP: 0.5 } },
    told: [
      {
        parameter: 'temperature',
        action: 'clamped',
        requested: 1.8,
        sent: 1,
        lossless: false,
        quirk: 'acme/limited-range-temperature',
      },
    ],
  },
  'limited-range drops where it says so': {
    quirks: [{ kind: 'limited-range', parameter: 'seed', min: 0, outside: 'drop' }],
    asked: request({ seed: -4 }),
    sent: { parameters: {} },
    told: [{ parameter: 'seed', action: 'dropped', requested: -4, sent: null, lossless: false }],
  },
  'unsupported-parameter drops': {
    quirks: [{ kind: 'unsupported-parameter', parameter: 'topK' }],
    asked: request({ topK: 40 }),
    sent: { parameters: {} },
    told: [{ parameter: 'topK', action: 'dropped', requested: 40, sent: null, lossless: false }],
  },
  'unsupported-parameter loses nothing where the value asks for what happens anyway': {
    quirks: [{ kind: 'unsupported-parameter', parameter: 'n' }],
    asked: request({ n: 1 }),
    sent: { parameters: {} },
    told: [{ parameter: 'n', action: 'dropped', lossless: true }],
  },
  'a condition reads the effort that will be sent, not the one asked for': {
    quirks: [
      { kind: 'unsupported-parameter', parameter: 'temperature', when: { reasoningEffort: ['unset', 'low', 'high'] } },
      { kind: 'limited-values', parameter: 'reasoningEffort', values: ['none', 'low', 'high'] },
    ],
    asked: request({ temperature: 0.5, reasoningEffort: 'minimal' }),
    sent: { parameters: { reasoningEffort: 'low' } },
    told: [
      { parameter: 'reasoningEffort', action: 'converted', requested: 'minimal', sent: 'low', lossless: false },
      { parameter: 'temperature', action: 'dropped', requested: 0.5, sent: null },
    ],
  },
  'limited-stop-sequences keeps the first': {
    quirks: [{ kind: 'limited-stop-sequences', most: 2 }],
    asked: request({ stop: ['a', 'b', 'c'] }),
    sent: { parameters: { stop: ['a', 'b'] } },
    told: [{ parameter: 'stop', action: 'truncated', requested: ['a', 'b', 'c'], sent: ['a', 'b'], lossless: false }],
  },
  'limited-values takes the nearest effort': {
    quirks: [{ kind: 'limited-values', parameter: 'reasoningEffort', values: ['low', 'medium', 'high'] }],
    asked: request({ reasoningEffort: 'max' }),
    sent: { parameters: { reasoningEffort: 'high' } },
    told: [{ action: 'converted', requested: 'max', sent: 'high', lossless: false }],
  },
  'renamed-parameter changes the spelling alone': {
    quirks: [{ kind: 'renamed-parameter', parameter: 'maxOutputTokens', as: 'max_completion_tokens' }],
    asked: request({ maxOutputTokens: 5 }),
    sent: { wireNames: { maxOutputTokens: 'max_completion_tokens' } },
    told: [
      {
        parameter: 'maxOutputTokens',
        action: 'renamed',
        requested: 'maxOutputTokens',
        sent: 'max_completion_tokens',
        lossless: true,
      },
    ],
  },
  'required-parameter gives the model’s maximum': {
    quirks: [{ kind: 'required-parameter', parameter: 'maxOutputTokens' }],
    facts: { maxOutputTokens: 8192 },
    asked: request({}),
    sent: { parameters: { maxOutputTokens: 8192 } },
    told: [{ action: 'inserted', requested: null, sent: 8192, lossless: true }],
  },
  'what is put in is clamped to what the window holds, and still only put in': {
    quirks: [{ kind: 'required-parameter', parameter: 'maxOutputTokens', value: 50_000 }],
    facts: { contextWindow: 1_000 },
    asked: request({}),
    sent: { parameters: { maxOutputTokens: 990 } },
    told: [{ action: 'inserted', requested: null, sent: 990, lossless: true }],
  },
  'exclusive-parameters drops one': {
    quirks: [{ kind: 'exclusive-parameters', keep: 'temperature', drop: 'topP' }],
    asked: request({ temperature: 1, topP: 0.5 }),
    sent: { parameters: { temperature: 1 } },
    told: [{ parameter: 'topP', action: 'dropped', requested: 0.5, lossless: false }],
  },
  'leading-system-prompt moves and joins': {
    quirks: [{ kind: 'leading-system-prompt' }],
    asked: request(
      {},
      { messages: [user, { role: 'system', content: 'be kind' }, user, { role: 'system', content: 'be brief' }] },
    ),
    sent: { messages: [{ role: 'system', content: 'be kind\n\nbe brief' }, user, user] },
    told: [
      {
        parameter: 'messages',
        action: 'moved',
        requested: ['user', 'system', 'user', 'system'],
        sent: ['system', 'user', 'user'],
        lossless: true,
      },
    ],
  },
  'merged-turns joins neighbours, but for the answers of tools': {
    quirks: [{ kind: 'merged-turns' }],
    asked: request(
      {},
      {
        messages: [
          user,
          { ...user, images: [{ url: 'https://i.example/a.png' }] },
          {
            role: 'assistant',
            content: '',
            toolCalls: [
              { id: '1', name: 'f', arguments: {} },
              { id: '2', name: 'f', arguments: {} },
            ],
          },
          { role: 'tool', content: 'a', toolCallId: '1' },
          { role: 'tool', content: 'b', toolCallId: '2' },
        ],
      },
    ),
    sent: {
      messages: [
        { role: 'user', content: 'hello\n\nhello', images: [{ url: 'https://i.example/a.png' }] },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: '1', name: 'f', arguments: {} },
            { id: '2', name: 'f', arguments: {} },
          ],
        },
        { role: 'tool', content: 'a', toolCallId: '1' },
        { role: 'tool', content: 'b', toolCallId: '2' },
      ],
    },
    told: [
      {
        action: 'merged',
        requested: ['user', 'user', 'assistant', 'tool', 'tool'],
        sent: ['user', 'assistant', 'tool', 'tool'],
        lossless: true,
      },
    ],
  },
  'merged-turns says that speakers’ names are lost': {
    quirks: [{ kind: 'merged-turns' }],
    asked: request(
      {},
      {
        messages: [
          { ...user, name: 'ann' },
          { ...user, name: 'bob' },
        ],
      },
    ),
    sent: { messages: [{ role: 'user', content: 'hello\n\nhello' }] },
    told: [{ action: 'merged', lossless: false }],
  },
  'unsupported-response-format falls back to plain JSON and says the schema in words': {
    quirks: [{ kind: 'unsupported-response-format', formats: ['json-schema'], instead: 'json' }],
    asked: request({}, { responseFormat: { kind: 'json-schema', schema } }),
    sent: {
      responseFormat: { kind: 'json' },
      messages: [
        { role: 'system', content: expect.stringContaining(JSON.stringify(schema)) as unknown as string },
        user,
      ],
    },
    told: [
      {
        parameter: 'responseFormat',
        action: 'converted',
        requested: { kind: 'json-schema', schema },
        sent: { kind: 'json' },
        lossless: false,
      },
      { parameter: 'messages', action: 'inserted', requested: null, lossless: true },
    ],
  },
  'exclusive-response-format becomes an instruction in the system message': {
    quirks: [{ kind: 'exclusive-response-format' }],
    asked: request(
      {},
      {
        responseFormat: { kind: 'json' },
        tools: [{ name: 'f', schema }],
        messages: [{ role: 'system', content: 'be kind' }, user],
      },
    ),
    sent: {
      responseFormat: undefined,
      messages: [
        {
          role: 'system',
          content: expect.stringMatching(/^be kind\n\nAnswer with one valid JSON/) as unknown as string,
        },
        user,
      ],
    },
    told: [
      { parameter: 'responseFormat', action: 'converted', sent: null, lossless: false },
      { parameter: 'messages', action: 'inserted' },
    ],
  },
  'limited-tool-choice becomes auto': {
    quirks: [{ kind: 'limited-tool-choice', modes: ['auto', 'none'] }],
    asked: request({}, { toolChoice: { mode: 'tool', tool: 'f' } }),
    sent: { toolChoice: { mode: 'auto' } },
    told: [
      {
        parameter: 'toolChoice',
        action: 'converted',
        requested: { mode: 'tool', tool: 'f' },
        sent: { mode: 'auto' },
        lossless: false,
      },
    ],
  },
  'reasoning-budget sets a number beside the effort': {
    quirks: [{ kind: 'reasoning-budget', minimum: 1024, budgets: { low: 2000, high: 16_000 } }],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 30_000 }),
    sent: { reasoningBudget: 16_000 },
    told: [
      {
        parameter: 'reasoningEffort',
        action: 'converted',
        requested: 'high',
        sent: { reasoningBudget: 16_000 },
        lossless: true,
      },
    ],
  },
  'reasoning-budget leaves room for an answer': {
    quirks: [{ kind: 'reasoning-budget', minimum: 1024, budgets: { high: 16_000 } }],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 10_000 }),
    sent: { reasoningBudget: 8_000 },
    told: [{ action: 'converted', sent: { reasoningBudget: 8_000 }, lossless: false }],
  },
  'reasoning-budget gives up where the limit is too small, and conditions then read no effort': {
    quirks: [
      { kind: 'reasoning-budget', minimum: 1024, budgets: { high: 16_000 } },
      { kind: 'unsupported-parameter', parameter: 'topP', when: { reasoningEffort: ['unset'] } },
    ],
    asked: request({ reasoningEffort: 'high', maxOutputTokens: 1000, topP: 0.5 }),
    sent: { parameters: { maxOutputTokens: 1000 } },
    told: [
      { parameter: 'reasoningEffort', action: 'dropped', lossless: false },
      { parameter: 'topP', action: 'dropped' },
    ],
  },
  'hidden-reasoning is told': {
    quirks: [{ kind: 'hidden-reasoning', below: 1000 }],
    asked: request({ maxOutputTokens: 100 }),
    sent: {},
    told: [{ parameter: 'maxOutputTokens', action: 'reported', requested: 100, sent: 100 }],
  },
  'the catalogue’s output limit clamps, and its report names a quirk': {
    quirks: [{ kind: 'renamed-parameter', parameter: 'maxOutputTokens', as: 'max_tokens' }],
    facts: { maxOutputTokens: 4096 },
    asked: request({ maxOutputTokens: 100_000 }),
    sent: { parameters: { maxOutputTokens: 4096 }, wireNames: { maxOutputTokens: 'max_tokens' } },
    told: [{ action: 'clamped', requested: 100_000, sent: 4096, quirk: 'acme/m/output-limit' }, { action: 'renamed' }],
  },
};

test.each(Object.entries(cases))('%s', (_, { quirks, facts, asked, sent, told }) => {
  const model = modelWith(quirks, facts);
  const adapted = adaptRequest(asked, model, adapt);
  expect(adapted.request).toEqual({ ...asked, ...sent });
  expect(adapted.adaptations).toMatchObject(told as Adaptation[]);
  expect(adapted.adaptations).toHaveLength(told.length);
});

test('what GraphQL calls a quirk’s effect is what its rule does', () => {
  for (const { quirks, told } of Object.values(cases)) {
    const [quirk] = quirks;
    if (quirks.length !== 1 || quirk === undefined) continue;
    expect(told.map(({ action }) => action)).toContain(quirkEffect(quirk));
  }
});

describe('refusals', () => {
  test('a model of another endpoint, and an image by url, fail with UNSUPPORTED_FEATURE', () => {
    const elsewhere = modelWith([{ kind: 'other-endpoint', endpoint: '/v1/responses' }]);
    expect(failure(() => adaptRequest(request({}), elsewhere, adapt)).code).toBe('UNSUPPORTED_FEATURE');
    const inline = modelWith([{ kind: 'inline-images-only' }]);
    const withImage = (image: object) => request({}, { messages: [{ ...user, images: [image] }] });
    expect(failure(() => adaptRequest(withImage({ url: 'https://i.example/a.png' }), inline, adapt)).code).toBe(
      'UNSUPPORTED_FEATURE',
    );
    expect(adaptRequest(withImage({ base64: 'AAAA', mediaType: 'image/png' }), inline, adapt).adaptations).toEqual([]);
  });

  test('REJECT lists what would be lost, without a value, and passes what loses nothing', () => {
    const model = modelWith([
      { kind: 'unsupported-parameter', parameter: 'topK' },
      { kind: 'limited-range', parameter: 'temperature', max: 1 },
      { kind: 'renamed-parameter', parameter: 'maxOutputTokens', as: 'max_tokens' },
    ]);
    const reject = { ...adapt, onUnsupported: 'reject' } as const;
    const error = failure(() =>
      adaptRequest(request({ topK: 4711, temperature: 1.8, maxOutputTokens: 9 }), model, reject),
    );
    expect(error.code).toBe('UNSUPPORTED_PARAMETER');
    expect(error.details['adaptations']).toEqual([
      { parameter: 'topK', action: 'dropped', reason: 'The model does not take topK.' },
      { parameter: 'temperature', action: 'clamped', reason: 'The model takes temperature up to 1.' },
    ]);
    expect(`${error.message}${JSON.stringify(error.details)}`).not.toMatch(/4711|1\.8/);
    expect(adaptRequest(request({ maxOutputTokens: 9 }), model, reject).adaptations).toMatchObject([
      { action: 'renamed' },
    ]);
  });
});

describe('the context window', () => {
  const long = 'word '.repeat(800);
  const chat: Message[] = [
    { role: 'system', content: 'be kind' },
    { role: 'user', content: long },
    { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'f', arguments: {} }] },
    { role: 'tool', content: 'found', toolCallId: '1' },
    { role: 'assistant', content: 'an answer' },
    { role: 'user', content: 'and now?' },
  ];
  const small = modelWith([], { contextWindow: 700 });

  test('too long an input fails, unless it is previewed', () => {
    const error = failure(() => adaptRequest(request({}, { messages: chat }), small, adapt));
    expect(error.code).toBe('CONTEXT_WINDOW_EXCEEDED');
    const previewed = adaptRequest(request({}, { messages: chat }), small, { ...adapt, preview: true });
    expect(previewed).toMatchObject({ fits: false, adaptations: [] });
    expect(previewed.request.messages).toBe(chat);
  });

  test('DROP_OLDEST drops the oldest turn whole', () => {
    const adapted = adaptRequest(request({}, { messages: chat }), small, { ...adapt, onOverflow: 'drop-oldest' });
    expect(adapted.request.messages).toEqual([chat[0], chat[5]]);
    expect(adapted.adaptations).toEqual([
      {
        parameter: 'messages',
        action: 'truncated',
        requested: 6,
        sent: 2,
        lossless: false,
        reason: 'The oldest messages were dropped to fit the context window.',
      },
    ]);
    expect(adapted.fits).toBe(true);
  });

  test('DROP_OLDEST fails where the last message alone is too long', () => {
    const messages: Message[] = [user, { role: 'user', content: long }];
    const policy = { ...adapt, onOverflow: 'drop-oldest' } as const;
    expect(failure(() => adaptRequest(request({}, { messages }), small, policy)).code).toBe('CONTEXT_WINDOW_EXCEEDED');
  });

  test('an output limit beyond what is left is clamped to it', () => {
    const adapted = adaptRequest(request({ maxOutputTokens: 5_000 }), small, adapt);
    const left = 700 - adapted.estimatedInputTokens;
    expect(adapted.adaptations).toMatchObject([{ parameter: 'maxOutputTokens', action: 'clamped', requested: 5_000 }]);
    expect(adapted.request.parameters.maxOutputTokens).toBeLessThanOrEqual(left);
    expect(adapted.request.parameters.maxOutputTokens).toBeGreaterThan(left - 10);
  });

  test('a limit of the input alone holds too', () => {
    const model = modelWith([], { contextWindow: 100_000, maxInputTokens: 100 });
    expect(failure(() => adaptRequest(request({}, { messages: chat }), model, adapt)).code).toBe(
      'CONTEXT_WINDOW_EXCEEDED',
    );
  });
});
