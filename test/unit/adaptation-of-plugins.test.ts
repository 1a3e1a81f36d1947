import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adaptRequest, type AdaptedRequest } from '../../src/adaptation/adapt-request.js';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { ByomError, type CompletionRequest, type ProviderAdapter, type ResolvedModel } from '../../src/sdk/index.js';
import { changedFields, changes, reportedField } from '../support/adaptation-report.js';
import { arbitraryRequest } from '../support/arbitrary-request.js';
import { builtInDefinitions } from '../support/built-in-definitions.js';

interface Target {
  readonly model: ResolvedModel;
  readonly adapter: ProviderAdapter;
}

let listed: readonly Target[];
let unlisted: (id: string) => readonly Target[];
beforeAll(async () => {
  const host = {
    resolve: () => {
      throw new Error('needs nothing of the host');
    },
  };
  const plugins = (await builtInDefinitions()).map((definition) => ({ definition, adapter: definition.connect(host) }));
  listed = plugins.flatMap(({ definition, adapter }) => listedModels(definition).map((model) => ({ model, adapter })));
  unlisted = (id) => plugins.map(({ definition, adapter }) => ({ model: resolveModel(definition, id), adapter }));
});

const refusals = ['UNSUPPORTED_FEATURE', 'CONTEXT_WINDOW_EXCEEDED'];
const policy = fc.record({
  onUnsupported: fc.constantFrom('adapt' as const, 'reject' as const),
  onOverflow: fc.constantFrom('reject' as const, 'drop-oldest' as const),
});
type Policy = { readonly onUnsupported: 'adapt' | 'reject'; readonly onOverflow: 'reject' | 'drop-oldest' };

/** Families by which plugins tell models apart, and ids of no family at all. */
const strangeId = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('gpt-7', 'o9', 'claude-opus-9', 'gemini-9', 'qwen9', 'grok-9', 'command-z', 'openai/gpt-oss-9b'),
      fc.stringMatching(/^[-a-z0-9.:]{0,12}$/),
    )
    .map((parts) => parts.join('')),
  fc.stringMatching(/^[a-z][-a-zA-Z0-9./:]{0,40}$/),
);

/** The adapted request; undefined where it was refused with one of the codes that adaptation has for that. */
function adapted(request: CompletionRequest, { model }: Target, how: Policy): AdaptedRequest | undefined {
  try {
    return adaptRequest({ ...request, model: model.providerModelId }, model, how);
  } catch (error) {
    if (!ByomError.is(error)) throw error;
    expect(how.onUnsupported === 'reject' ? [...refusals, 'UNSUPPORTED_PARAMETER'] : refusals).toContain(error.code);
    return undefined;
  }
}

/** Each run asks so many-th model; together they ask all. */
const stride = 50;

const length = ({ messages }: CompletionRequest) => messages.reduce((sum, { content }) => sum + content.length, 0);

function holds(request: CompletionRequest, target: Target, how: Policy): void {
  const once = adapted(request, target, how);
  if (once === undefined) return;
  const asked = { ...request, model: target.model.providerModelId };
  const told = changes(once.adaptations);
  expect(new Set(told.map(reportedField))).toEqual(new Set(changedFields(asked, once.request)));
  if (length(once.request) > length(asked)) {
    expect(told.map(({ parameter }) => parameter)).toContain('messages');
  }
  for (const { quirk, reason } of once.adaptations) {
    expect(reason).not.toBe('');
    if (quirk !== undefined) expect(target.model.quirks.map(({ id }) => id)).toContain(quirk);
  }
  const twice = adaptRequest(once.request, target.model, { ...how, onUnsupported: 'adapt' });
  expect(twice.request).toEqual(once.request);
  expect(changes(twice.adaptations)).toEqual([]);
  const body = prepared(target, once.request);
  if (body !== undefined) expect(JSON.parse(JSON.stringify(body))).toEqual(body);
}

/** What would be sent; undefined where the adapter refuses in its turn. */
function prepared({ adapter }: Target, request: CompletionRequest): unknown {
  try {
    return adapter.prepare(request, { stream: request.stream === true }).body;
  } catch (error) {
    if (!ByomError.is(error)) throw error;
    expect(['BAD_USER_INPUT', 'UNSUPPORTED_FEATURE', 'UNKNOWN_MODEL']).toContain(error.code);
    return undefined;
  }
}

describe('any request', () => {
  test('is adapted to every listed model of every plugin, or refused with a code', () => {
    expect(listed.length).toBeGreaterThan(150);
    fc.assert(
      fc.property(arbitraryRequest, policy, fc.nat({ max: stride - 1 }), (request, how, offset) => {
        for (let at = offset; at < listed.length; at += stride) holds(request, listed[at]!, how);
      }),
      { numRuns: 150 },
    );
  });

  test('is adapted to models that nobody has heard of', () => {
    fc.assert(
      fc.property(arbitraryRequest, policy, strangeId, fc.nat({ max: 3 }), (request, how, id, offset) => {
        for (const [at, target] of unlisted(id).entries()) if (at % 4 === offset) holds(request, target, how);
      }),
      { numRuns: 80 },
    );
  });
});
