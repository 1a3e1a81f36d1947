import fc from 'fast-check';
import {
  parameterNames,
  reasoningEfforts,
  type CompletionRequest,
  type IdentifiedQuirk,
  type Message,
  type QuirkCondition,
  type ResolvedModel,
  type RuleQuirk,
} from '../../src/sdk/index.js';

/** Left-out fields are really left out, as they are in requests. */
const partial = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const effort = fc.constantFrom(...reasoningEfforts);
const words = fc.stringMatching(/^[a-z ]{0,40}$/);
const schema = fc.constant({ type: 'object', properties: { label: { type: 'string' } } });

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role: fc.constantFrom('system' as const, 'user' as const), content: words }),
  fc.record({ role: fc.constant('user' as const), content: words, name: fc.constantFrom('ann', 'bob') }),
  fc.record({ role: fc.constant('assistant' as const), content: words }),
  fc.record({
    role: fc.constant('assistant' as const),
    content: words,
    toolCalls: fc.constant([{ id: 'call_1', name: 'look', arguments: { at: 1 } }]),
  }),
  fc.record({ role: fc.constant('tool' as const), content: words, toolCallId: fc.constant('call_1') }),
);

export const arbitraryRequest: fc.Arbitrary<CompletionRequest> = fc
  .record({
    messages: fc.array(message, { minLength: 1, maxLength: 8 }),
    parameters: partial({
      temperature: fc.constantFrom(0, 0.5, 1, 1.8, 2),
      topP: fc.constantFrom(0, 0.5, 1),
      topK: fc.integer({ min: 1, max: 100 }),
      maxOutputTokens: fc.constantFrom(1, 16, 500, 4096, 100_000),
      stop: fc.array(words, { maxLength: 6 }),
      seed: fc.integer({ min: 0, max: 9 }),
      frequencyPenalty: fc.constantFrom(-2, 0, 1.5),
      presencePenalty: fc.constantFrom(-2, 0, 1.5),
      n: fc.integer({ min: 1, max: 4 }),
      logprobs: fc.integer({ min: 0, max: 20 }),
      reasoningEffort: effort,
    }),
    rest: partial({
      responseFormat: fc.oneof(
        fc.record({ kind: fc.constantFrom('text' as const, 'json' as const) }),
        fc.record({ kind: fc.constant('json-schema' as const), schema }),
      ),
      tools: fc.array(fc.record({ name: fc.constant('look'), schema }), { maxLength: 2 }),
      toolChoice: fc.oneof(
        fc.record({ mode: fc.constantFrom('auto' as const, 'none' as const, 'required' as const) }),
        fc.record({ mode: fc.constant('tool' as const), tool: fc.constant('look') }),
      ),
    }),
  })
  .map(({ messages, parameters, rest }) => Object.assign({ model: 'm', messages, parameters }, rest));

const when: fc.Arbitrary<QuirkCondition | undefined> = fc.option(
  fc.record({
    reasoningEffort: fc.uniqueArray(fc.constantFrom(...reasoningEfforts, 'unset' as const), { minLength: 1 }),
  }),
  { nil: undefined },
);
const parameter = fc.constantFrom(...parameterNames);

/** Every kind that changes requests, in lists as contradictory as they come. */
const quirk: fc.Arbitrary<RuleQuirk> = fc.oneof(
  fc.record({
    kind: fc.constant('limited-range' as const),
    parameter: fc.constantFrom('temperature' as const, 'topP' as const, 'maxOutputTokens' as const, 'n' as const),
    min: fc.constantFrom(undefined, 0, 0.5, 1, 20),
    max: fc.constantFrom(undefined, 0.8, 1, 300, 8192),
    outside: fc.constantFrom(undefined, 'clamp' as const, 'drop' as const),
    when,
  }),
  fc.record({ kind: fc.constant('unsupported-parameter' as const), parameter, when }),
  fc.record({ kind: fc.constant('limited-stop-sequences' as const), most: fc.integer({ min: 0, max: 5 }) }),
  fc.record({
    kind: fc.constant('limited-values' as const),
    parameter: fc.constant('reasoningEffort' as const),
    values: fc.uniqueArray(effort, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('renamed-parameter' as const), parameter, as: fc.constantFrom('one', 'another') }),
  fc.record({
    kind: fc.constant('required-parameter' as const),
    parameter: fc.constant('maxOutputTokens' as const),
    value: fc.constantFrom(undefined, 1000),
  }),
  fc.record({ kind: fc.constant('exclusive-parameters' as const), keep: parameter, drop: parameter }),
  fc.constantFrom<RuleQuirk>(
    { kind: 'leading-system-prompt' },
    { kind: 'merged-turns' },
    { kind: 'exclusive-response-format' },
    { kind: 'hidden-reasoning', below: 1000 },
    { kind: 'unsupported-response-format', formats: ['json-schema'], instead: 'json' },
    { kind: 'unsupported-response-format', formats: ['json', 'json-schema'], instead: 'instruction' },
    { kind: 'unsupported-response-format', formats: ['json', 'json-schema'], instead: 'json' },
    { kind: 'limited-tool-choice', modes: ['auto', 'none'] },
    { kind: 'limited-tool-choice', modes: ['auto'], when: { reasoningEffort: ['low', 'high'] } },
    { kind: 'reasoning-budget', minimum: 1024, budgets: { low: 2048, high: 16_000 } },
    { kind: 'reasoning-budget', minimum: 100, budgets: { none: 0, minimal: 50, medium: 400 } },
  ),
);

export const arbitraryModel: fc.Arbitrary<ResolvedModel> = fc
  .record({
    quirks: fc.array(quirk, { maxLength: 10 }),
    defaults: fc.constantFrom<Record<string, number>>({}, { temperature: 1 }),
    contextWindow: fc.constantFrom(undefined, 40, 400, 600, 8192, 200_000),
    maxInputTokens: fc.constantFrom(undefined, undefined, 60),
    maxOutputTokens: fc.constantFrom(undefined, 4096),
  })
  .map(({ quirks, ...facts }) => {
    const identified = quirks.map((each, index): IdentifiedQuirk =>
      Object.assign({}, each, { id: `p/q-${index}`, description: 'A quirk.' }),
    );
    const named = { ref: 'p/m', providerId: 'p', providerModelId: 'm', name: 'm', features: [], catalogued: true };
    return Object.assign(named, facts, { quirks: identified });
  });
