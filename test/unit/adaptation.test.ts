import { describe, expect, test } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { quirkDescription } from '../../src/catalogue/quirk-description.js';
import { quirkEffect } from '../../src/catalogue/quirk-effect.js';
import { quirkShape } from '../../src/plugin-loader/quirk-shape.js';
import type { CompletionRequest, Message, RuleQuirk } from '../../src/sdk/index.js';
import { adapt, failure, modelWith, request, user } from '../support/adaptation-setting.js';
import { adaptationCases } from './adaptation-cases.js';
import { featureCases } from './adaptation-feature-cases.js';
import { messageCases } from './adaptation-message-cases.js';
import { reasoningCases } from './adaptation-reasoning-cases.js';

const tool = { name: 'f', schema: {} };
const png = { base64: 'AAAA', mediaType: 'image/png' };
const seen = [{ ...user, images: [png] }];
const called: readonly Message[] = [
  user,
  { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'f', arguments: {} }] },
];
const allCases = { ...adaptationCases, ...featureCases, ...messageCases, ...reasoningCases };

test.each(Object.entries(allCases))('%s', (_, { quirks, facts, asked, sent, told }) => {
  const model = modelWith(quirks, facts);
  const adapted = adaptRequest(asked, model, adapt);
  expect(adapted.request).toEqual({ ...asked, ...sent });
  expect(adapted.adaptations).toMatchObject(told);
  expect(adapted.adaptations).toHaveLength(told.length);
});

test.each(Object.entries(allCases))('a plugin may declare what does so: %s', (_, { quirks }) => {
  for (const quirk of quirks) expect(quirkShape.safeParse(quirk).error?.issues).toBeUndefined();
});

test('every kind of quirk is described to a stranger, with its condition', () => {
  for (const { quirks } of Object.values(allCases)) {
    for (const quirk of quirks) {
      expect(quirkDescription(quirk)).toMatch(/^[A-Z`a-z].{15,}\.$/s);
      expect(quirkDescription(quirk).includes('; so ')).toBe(quirk.when !== undefined);
    }
  }
});

test('what GraphQL calls a quirk’s effect is what its rule does', () => {
  const seenKinds = new Set<string>();
  for (const { quirks, told } of Object.values(allCases)) {
    const [quirk] = quirks;
    // A kind's first case is the usual one.
    if (quirks.length !== 1 || quirk === undefined || seenKinds.has(quirk.kind)) continue;
    seenKinds.add(quirk.kind);
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

  test.each<[string, RuleQuirk, Partial<CompletionRequest>, Partial<CompletionRequest>]>([
    ['tools', { kind: 'unsupported-feature', feature: 'tools' }, { tools: [tool] }, {}],
    ['tools among the messages', { kind: 'unsupported-feature', feature: 'tools' }, { messages: called }, {}],
    ['images', { kind: 'unsupported-feature', feature: 'vision' }, { messages: seen }, { messages: [user] }],
    ['a prefill', { kind: 'unsupported-feature', feature: 'prefill' }, { messages: called }, { messages: [user] }],
    ['too many tools', { kind: 'limited-count', of: 'tools', most: 1 }, { tools: [tool, tool] }, { tools: [tool] }],
    [
      'too many images',
      { kind: 'limited-count', of: 'images', most: 1 },
      { messages: [...seen, ...seen] },
      { messages: seen },
    ],
    [
      'too many images in one message',
      { kind: 'limited-count', of: 'images-per-message', most: 1 },
      { messages: [{ ...user, images: [png, png] }] },
      { messages: [...seen, ...seen] },
    ],
    [
      'too many messages',
      { kind: 'limited-count', of: 'messages', most: 1 },
      { messages: called },
      { messages: [user] },
    ],
    ['an image of another type', { kind: 'limited-image-types', types: ['image/jpeg'] }, { messages: seen }, {}],
    [
      'tools beside images',
      { kind: 'exclusive-features', keep: 'images', drop: 'tools' },
      { messages: seen, tools: [tool] },
      { messages: seen },
    ],
    ['nothing but a prefill', { kind: 'last-turn', roles: ['user'] }, { messages: called.slice(1) }, {}],
  ])('%s', (_, quirk, refused, taken) => {
    const model = modelWith([quirk]);
    const error = failure(() => adaptRequest(request({}, refused), model, adapt));
    expect(error.code).toBe('UNSUPPORTED_FEATURE');
    expect(error.details['quirk']).toMatch(/^acme\//);
    expect(adaptRequest(request({}, taken), model, adapt).adaptations).toEqual([]);
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
