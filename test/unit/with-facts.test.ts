import { describe, expect, test } from '@jest/globals';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import { parameterCapabilities } from '../../src/catalogue/parameter-capabilities.js';
import { withFacts } from '../../src/catalogue/with-facts.js';
import { modelWith } from '../support/adaptation-setting.js';

const model = modelWith([], {
  contextWindow: 100_000,
  maxInputTokens: 90_000,
  maxOutputTokens: 8_000,
  features: ['streaming'],
});
const probed = { source: 'probed' as const, asOf: '2026-11-23T10:00:00.000Z', note: 'Asked of the server.' };

describe('a model of which something is known better', () => {
  test('has those facts, says where they come from, and leaves the model as it was', () => {
    const known = withFacts(model, { contextWindow: 4_096, maxOutputTokens: 2_048, features: undefined }, probed);
    expect(known).toMatchObject({ contextWindow: 4_096, maxOutputTokens: 2_048, features: ['streaming'] });
    expect(modelFacts(known)).toContainEqual({ name: 'contextWindow', value: 4_096, ...probed });
    expect(modelFacts(known)).toContainEqual(expect.objectContaining({ name: 'features', source: 'declared' }));
    expect(model.contextWindow).toBe(100_000);
    expect(modelFacts(model)).toContainEqual(expect.objectContaining({ name: 'contextWindow', source: 'declared' }));
  });

  test('has one output limit, and no input limit that its window has no room for', () => {
    const known = withFacts(model, { contextWindow: 4_096, maxOutputTokens: 2_048 }, probed);
    expect(known).not.toHaveProperty('maxInputTokens');
    expect(known.quirks.filter(({ id }) => id.endsWith('/output-limit'))).toMatchObject([{ max: 2_048 }]);
    expect(parameterCapabilities(known)).toContainEqual(
      expect.objectContaining({ name: 'maxOutputTokens', max: 2_048 }),
    );
    expect(withFacts(model, { contextWindow: 4_096 }, probed).quirks).toEqual(model.quirks);
  });

  test('is the same one where nothing is', () => {
    expect(withFacts(model, { contextWindow: undefined }, probed)).toBe(model);
  });

  test('can be known better twice, the last word counting', () => {
    const learned = withFacts(model, { contextWindow: 50_000, name: 'M' }, { source: 'learned' });
    const both = withFacts(learned, { contextWindow: 4_096 }, probed);
    expect(modelFacts(both)).toContainEqual({ name: 'contextWindow', value: 4_096, ...probed });
    expect(modelFacts(both)).toContainEqual(expect.objectContaining({ name: 'name', value: 'M', source: 'learned' }));
  });
});
