import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { believableCorrection } from '../../src/catalogue/believable-correction.js';
import { learnedFactName } from '../../src/catalogue/learned-fact-name.js';
import { withCorrections } from '../../src/catalogue/with-corrections.js';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { modelFacts } from '../../src/catalogue/model-facts.js';
import type { ByomError, CompletionRequest, Correction } from '../../src/sdk/index.js';
import { adapt, modelWith, request } from '../support/adaptation-setting.js';

const model = modelWith([], { contextWindow: 100_000, maxOutputTokens: 8_000 });
const sent = request({
  temperature: 0.5,
  n: 3,
  maxOutputTokens: 4_000,
  reasoningEffort: 'max',
  stop: ['a'],
});

describe('a correction is believed', () => {
  test.each<[Correction, Correction?]>([
    [{ kind: 'context-window', tokens: 256 }],
    [{ kind: 'context-window', tokens: 1_000_000 }],
    [{ kind: 'max-output-tokens', tokens: 16 }],
    [
      { kind: 'limited-range', parameter: 'maxOutputTokens', min: 1, max: 3_999 },
      { kind: 'max-output-tokens', tokens: 3_999 },
    ],
    [{ kind: 'limited-range', parameter: 'maxOutputTokens', min: 5_000 }],
    [{ kind: 'unsupported-parameter', parameter: 'stop' }],
    [{ kind: 'renamed-parameter', parameter: 'maxOutputTokens', as: 'max_completion_tokens' }],
    [{ kind: 'limited-range', parameter: 'temperature', min: 1, max: 1 }],
    [
      { kind: 'limited-values', parameter: 'reasoningEffort', values: ['low', 'turbo', 'high', 'low'] },
      { kind: 'limited-values', parameter: 'reasoningEffort', values: ['low', 'high'] },
    ],
    [{ kind: 'limited-values', parameter: 'n', values: ['1', '2'] }],
  ])('%j, and changes what is sent', (given, believed = given) => {
    const correction = believableCorrection(given, sent, model)!;
    expect(correction).toEqual(believed);
    const learned = { model: model.ref, fact: learnedFactName(correction), correction, learnedAt: new Date(0) };
    const better = withCorrections(model, [learned]);
    if (correction.kind === 'context-window') expect(better.contextWindow).toBe(correction.tokens);
    else expect(adaptRequest(sent, better, adapt).request).not.toEqual(adaptRequest(sent, model, adapt).request);
  });
});

const photo = { role: 'user' as const, content: 'See.', images: [{ url: 'https://a.example/b.png' }] };
const system = { role: 'system' as const, content: 'Be brief.' };
const question = { role: 'user' as const, content: 'Hello?' };
const tool = { name: 't', schema: { type: 'object' } };

describe('a correction of a part of a request', () => {
  test.each<[Correction, Partial<CompletionRequest>]>([
    [{ kind: 'unsupported-feature', feature: 'tools' }, { tools: [tool] }],
    [
      { kind: 'unsupported-feature', feature: 'parallel-tools' },
      { tools: [tool], parallelToolCalls: true },
    ],
    [{ kind: 'unsupported-feature', feature: 'vision' }, { messages: [photo] }],
    [{ kind: 'unsupported-feature', feature: 'streaming' }, { stream: true }],
    [{ kind: 'unsupported-field', field: 'endUser' }, { endUser: 'u' }],
    [{ kind: 'unsupported-field', field: 'speakerNames' }, { messages: [{ ...question, name: 'Ada' }] }],
    [{ kind: 'unsupported-response-format', format: 'json' }, { responseFormat: { kind: 'json' } }],
    [{ kind: 'unsupported-response-format' }, { responseFormat: { kind: 'json-schema', schema: { type: 'object' } } }],
    [{ kind: 'system-prompt-as-user' }, { messages: [system, question] }],
    [{ kind: 'leading-system-prompt' }, { messages: [question, system] }],
    [{ kind: 'merged-turns' }, { messages: [question, question] }],
  ])('%j is believed of a request that has it alone, and changes or refuses it', (given, part) => {
    const known = modelWith([], { features: ['tools', 'parallel-tools', 'vision', 'streaming', 'json-schema'] });
    const asked = request({}, part);
    expect(believableCorrection(given, request({}), known)).toBeUndefined();
    const correction = believableCorrection(given, asked, known)!;
    expect(correction).toMatchObject(given);
    const learned = { model: known.ref, fact: learnedFactName(correction), correction, learnedAt: new Date(0) };
    const better = withCorrections(known, [learned]);
    const outcome = (model: typeof known) => {
      try {
        return adaptRequest(asked, model, adapt).request;
      } catch (error) {
        return (error as ByomError).code;
      }
    };
    expect(outcome(known)).toEqual(asked);
    expect(outcome(better)).not.toEqual(asked);
    expect(modelFacts(better)).toContainEqual(expect.objectContaining({ name: learned.fact, source: 'learned' }));
    for (const quirk of better.quirks) expect(quirk.id).toMatch(/^acme\/m\/learned-[a-z-]+$/);
    if (given.kind === 'unsupported-feature') expect(better.features).not.toContain(given.feature);
  });
});

describe('a correction is not believed', () => {
  test.each<[string, Correction]>([
    ['a window of a few tokens', { kind: 'context-window', tokens: 255 }],
    ['ten times what was known and more', { kind: 'context-window', tokens: 1_000_001 }],
    ['half a token', { kind: 'context-window', tokens: 4_096.5 }],
    ['what was known already', { kind: 'context-window', tokens: 100_000 }],
    ['an answer of a few tokens', { kind: 'max-output-tokens', tokens: 15 }],
    ['a limit that was kept to', { kind: 'max-output-tokens', tokens: 4_000 }],
    ['a parameter that was not sent', { kind: 'unsupported-parameter', parameter: 'topP' }],
    ['no parameter of ours', { kind: 'unsupported-parameter', parameter: 'constructor' as 'topP' }],
    ['a range of no width', { kind: 'limited-range', parameter: 'temperature', min: 2, max: 1 }],
    ['a range that was kept to', { kind: 'limited-range', parameter: 'temperature', min: 0, max: 1 }],
    ['a range of no numbers', { kind: 'limited-range', parameter: 'temperature', max: NaN }],
    ['efforts that nobody knows', { kind: 'limited-values', parameter: 'reasoningEffort', values: ['turbo'] }],
    ['values that hold what was sent', { kind: 'limited-values', parameter: 'n', values: ['1', '3'] }],
    ['values that are none', { kind: 'limited-values', parameter: 'n', values: ['Infinity', 'one'] }],
    ['a name that is a sentence', { kind: 'renamed-parameter', parameter: 'n', as: 'try another' }],
  ])('where it says %s', (_, given) => {
    expect(believableCorrection(given, sent, model)).toBeUndefined();
  });

  test('whatever a plugin gives, and that is no failure', () => {
    const kinds = fc.constantFrom('context-window', 'limited-range', 'limited-values', 'renamed-parameter', 'other');
    const odd = fc.oneof(fc.anything(), fc.record({ kind: kinds, parameter: fc.anything(), values: fc.anything() }));
    fc.assert(
      fc.property(odd, (given) => {
        expect(believableCorrection(given as Correction, sent, model)).toBeUndefined();
      }),
    );
  });
});
