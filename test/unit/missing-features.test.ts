import { describe, expect, test } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { quirkHandler } from '../../src/catalogue/quirk-handler.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { withFacts } from '../../src/catalogue/with-facts.js';
import type { ProviderDefinition, ResolvedModel } from '../../src/sdk/index.js';
import { adapt, failure, request, user } from '../support/adaptation-setting.js';

/** As bare as can be: all that is known is the catalogue's. */
const groq = { id: 'groq', models: [{ matches: '*', features: ['streaming'] }] } as unknown as ProviderDefinition;
const seen = request({}, { messages: [{ ...user, images: [{ url: 'https://i.example/a.png' }] }] });
const refusal = (model: ResolvedModel) => failure(() => adaptRequest(seen, model, adapt)).code;

describe('a feature', () => {
  test('that the catalogue knows a model to lack is refused, by a quirk of the catalogue', () => {
    const model = resolveModel(groq, 'llama-3.3-70b-versatile');
    expect(refusal(model)).toBe('UNSUPPORTED_FEATURE');
    const quirk = model.quirks.find(({ kind }) => kind === 'unsupported-feature');
    expect(quirk).toMatchObject({ id: 'groq/llama-3.3-70b-versatile/no-vision', asOf: '2026-11-23' });
    expect(quirkHandler(quirk!)).toBe('catalogue');
  });

  test('of which nothing is known is let through', () => {
    const unknown = resolveModel(groq, 'a-model-of-tomorrow');
    expect(unknown.features).toEqual(['streaming']);
    expect(adaptRequest(seen, unknown, adapt).adaptations).toEqual([]);
  });

  test('that the running server says it has is let through after all', () => {
    const model = resolveModel(groq, 'llama-3.3-70b-versatile');
    const probed = withFacts(model, { features: ['streaming', 'vision'] }, { source: 'probed' });
    expect(adaptRequest(seen, probed, adapt).adaptations).toEqual([]);
    expect(refusal(withFacts(model, { features: ['streaming'] }, { source: 'probed' }))).toBe('UNSUPPORTED_FEATURE');
  });

  test('that can be left out is', () => {
    const { request: sent, adaptations } = adaptRequest(
      request({ reasoningEffort: 'low' }),
      resolveModel(groq, 'llama-3.3-70b-versatile'),
      adapt,
    );
    expect(sent.parameters).toEqual({});
    expect(adaptations).toMatchObject([
      {
        parameter: 'reasoningEffort',
        action: 'dropped',
        lossless: false,
        quirk: 'groq/llama-3.3-70b-versatile/no-reasoning',
      },
    ]);
  });

  test('is the plugin’s own matter where it declares as much', () => {
    const own = { kind: 'unsupported-parameter', id: 'own', parameter: 'reasoningEffort' };
    const ids = resolveModel({ ...groq, quirks: [own] } as ProviderDefinition, 'llama-3.3-70b-versatile').quirks.map(
      ({ id }) => id,
    );
    expect(ids).toContain('groq/own');
    expect(ids).not.toContain('groq/llama-3.3-70b-versatile/no-reasoning');
  });
});
