import fc from 'fast-check';
import {
  parameterNames,
  reasoningEfforts,
  requestParts,
  type CompletionRequest,
  type IdentifiedQuirk,
  type JsonObject,
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
const schema = fc.constantFrom<JsonObject>(
  { type: 'object', properties: { label: { type: 'string' } } },
  { type: 'array', items: { oneOf: [{ const: 'a' }, { type: 'string', minLength: 2 }] } },
  {
    type: 'object',
    properties: { self: { $ref: '#/$defs/self' }, both: { allOf: [{ type: 'object' }, { required: ['x'] }] } },
    $defs: { self: { type: 'object', properties: { self: { $ref: '#/$defs/self' } } } },
  },
);

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
  fc.record({
    role: fc.constantFrom('user' as const, 'tool' as const),
    content: words,
    toolCallId: fc.constant('call_1'),
    cache: fc.boolean(),
    images: fc.array(fc.constantFrom({ url: 'https://i.example/a.png' }, { base64: 'AAAA', mediaType: 'image/png' }), {
      maxLength: 2,
    }),
  }),
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
      tools: fc.uniqueArray(
        partial({ description: words, strict: fc.boolean() }).chain((more) =>
          fc
            .record({ name: fc.constantFrom('look', 'look-up', '2nd_look'), schema })
            .map((tool) => Object.assign(tool, more)),
        ),
        { maxLength: 2, selector: ({ name }) => name },
      ),
      endUser: words.filter((text) => text !== ''),
      parallelToolCalls: fc.boolean(),
      stream: fc.constant(true),
      toolChoice: fc.oneof(
        fc.record({ mode: fc.constantFrom('auto' as const, 'none' as const, 'required' as const) }),
        fc.record({ mode: fc.constant('tool' as const), tool: fc.constant('look') }),
      ),
    }),
  })
  .map(({ messages, parameters, rest }) => Object.assign({ model: 'm', messages, parameters }, rest));

const part = fc.constantFrom(...requestParts);
const when: fc.Arbitrary<QuirkCondition | undefined> = fc.option(
  fc.oneof(
    fc.record({
      reasoningEffort: fc.uniqueArray(fc.constantFrom(...reasoningEfforts, 'unset' as const), { minLength: 1 }),
    }),
    fc.record({ with: fc.uniqueArray(part, { minLength: 1, maxLength: 3 }) }),
    fc.record({ without: fc.uniqueArray(part, { minLength: 1, maxLength: 2 }) }),
    fc.record({ endpoint: fc.constantFrom(['default'], ['responses']) }),
    fc.record({ within: fc.constantFrom({ temperature: { max: 0 } }, { n: { min: 2 } }) }),
  ),
  { nil: undefined },
);
const parameter = fc.constantFrom(...parameterNames);

const newer: fc.Arbitrary<RuleQuirk> = fc.constantFrom<RuleQuirk>(
  { kind: 'allowed-values', parameter: 'n', values: [1, 3] },
  { kind: 'allowed-values', parameter: 'temperature', values: [1], outside: 'drop' },
  { kind: 'counting-margin', share: 0.2 },
  { kind: 'default-parameter', parameter: 'temperature', value: 0.7 },
  { kind: 'default-parameter', parameter: 'reasoningEffort', value: 'low' },
  { kind: 'default-parameter', parameter: 'stop', value: ['\n'] },
  { kind: 'system-prompt-as-user' },
  { kind: 'first-turn', role: 'user' },
  { kind: 'last-turn', roles: ['user', 'tool'] },
  { kind: 'last-turn', roles: ['user'], outside: 'continue' },
  { kind: 'filled-messages' },
  { kind: 'bridged-turns', after: 'tool', before: 'user' },
  { kind: 'filled-messages', roles: ['tool', 'user'], text: '.' },
  { kind: 'answered-tool-calls' },
  { kind: 'declared-tools' },
  { kind: 'limited-image-types', types: ['image/jpeg'] },
  { kind: 'limited-image-roles', roles: ['user'] },
  { kind: 'served-endpoint', endpoint: 'responses' },
  { kind: 'unsupported-feature', feature: 'streaming' },
  { kind: 'unsupported-feature', feature: 'parallel-tools' },
  { kind: 'unsupported-feature', feature: 'tools' },
  { kind: 'exclusive-features', keep: 'tools', drop: 'stream' },
  { kind: 'exclusive-features', keep: 'stream', drop: 'json-schema' },
  { kind: 'exclusive-features', keep: 'tools', drop: 'forced-tools' },
  { kind: 'exclusive-features', keep: 'stream', drop: 'temperature' },
  { kind: 'limited-count', of: 'cache-marks', most: 1 },
  { kind: 'limited-count', of: 'images', most: 2 },
  { kind: 'limited-length', of: 'endUser', most: 5 },
  { kind: 'limited-length', of: 'toolDescription', most: 5 },
  { kind: 'limited-length', of: 'stop', most: 5 },
  { kind: 'limited-length', of: 'speakerName', most: 2 },
  { kind: 'unsupported-field', field: 'endUser' },
  { kind: 'unsupported-field', field: 'speakerNames' },
  { kind: 'unsupported-field', field: 'cacheMarks' },
  { kind: 'unsupported-field', field: 'toolStrict' },
  { kind: 'unsupported-field', field: 'toolChoice' },
  { kind: 'unsupported-field', field: 'parallelToolCalls' },
  { kind: 'instructed-response-format', formats: ['json'] },
  { kind: 'format-by-tool', formats: ['json', 'json-schema'] },
  { kind: 'strict-schema', of: 'both', closed: true, allRequired: true, inlineRefs: true, dropKeywords: ['minLength'] },
  { kind: 'strict-schema', of: 'response-format', objectRoot: true, oneOfAsAnyOf: true },
  { kind: 'strict-schema', of: 'tools', mergedAllOf: true, constAsEnum: true, closed: true },
  { kind: 'tool-name-pattern', first: 'letter', dashes: false },
);

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
    { kind: 'limited-tool-choice', modes: ['none', 'required'] },
    { kind: 'limited-tool-choice', modes: ['tool'] },
  ),
  newer.chain((one) =>
    when.map((condition) => (condition === undefined ? one : Object.assign({}, one, { when: condition }))),
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
