import { describe, expect, test } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { quirkEffect } from '../../src/catalogue/quirk-effect.js';
import { adapt, failure, modelWith, request, user } from '../support/adaptation-setting.js';
import { adaptationCases } from './adaptation-cases.js';

test.each(Object.entries(adaptationCases))('%s', (_, { quirks, facts, asked, sent, told }) => {
  const model = modelWith(quirks, facts);
  const adapted = adaptRequest(asked, model, adapt);
  expect(adapted.request).toEqual({ ...asked, ...sent });
  expect(adapted.adaptations).toMatchObject(told);
  expect(adapted.adaptations).toHaveLength(told.length);
});

test('what GraphQL calls a quirk’s effect is what its rule does', () => {
  for (const { quirks, told } of Object.values(adaptationCases)) {
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
