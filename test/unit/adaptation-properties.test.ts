import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adaptRequest, type AdaptedRequest } from '../../src/adaptation/adapt-request.js';
import { ByomError, type CompletionRequest } from '../../src/sdk/index.js';
import { changedFields, changes, reportedField } from '../support/adaptation-report.js';
import { arbitraryModel, arbitraryRequest } from '../support/arbitrary-request.js';

const overflow = fc.constantFrom('reject' as const, 'drop-oldest' as const);
const runs = { numRuns: 3_000 };

/** The adapted request, or the code of the refusal. */
function attempt(make: () => AdaptedRequest): AdaptedRequest | string {
  try {
    return make();
  } catch (error) {
    if (ByomError.is(error)) return error.code;
    throw error;
  }
}

describe('adaptation, of any request to any model', () => {
  test('adapting twice changes nothing more', () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryModel, overflow, (request, model, onOverflow) => {
        const policy = { onUnsupported: 'adapt', onOverflow } as const;
        const once = attempt(() => adaptRequest(request, model, policy));
        if (typeof once === 'string') return;
        const twice = adaptRequest(once.request, model, policy);
        expect(twice.request).toEqual(once.request);
        expect(changes(twice.adaptations)).toEqual([]);
      }),
      runs,
    );
  });

  test('the report is the difference between before and after', () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryModel, overflow, (request, model, onOverflow) => {
        const adapted = attempt(() => adaptRequest(request, model, { onUnsupported: 'adapt', onOverflow }));
        if (typeof adapted === 'string') return;
        const told = changes(adapted.adaptations);
        const changed = new Set(changedFields(request, adapted.request));
        // What was put in among messages, and dropped again for want of room, is told as well.
        if (told.some(({ parameter, action }) => parameter === 'messages' && action === 'truncated'))
          changed.add('messages');
        expect(new Set(told.map(reportedField))).toEqual(changed);
        for (const { parameter, action, requested, sent } of told) {
          if (parameter === 'messages') continue;
          if (action === 'renamed') {
            expect(requested).toBe(parameter);
            expect(adapted.request.wireNames).toHaveProperty(parameter, sent);
          } else if (reportedField({ parameter, action, sent }) === 'budget') {
            expect(requested).toBe(request.parameters.reasoningEffort ?? null);
            expect(sent).toEqual({ reasoningBudget: adapted.request.reasoningBudget });
          } else {
            const value = ({ parameters, ...rest }: CompletionRequest) =>
              ({ ...rest, ...parameters })[parameter as 'seed'] ?? null;
            expect(requested).toEqual(value(request));
            expect(sent).toEqual(value(adapted.request));
          }
        }
        const scalars = told.filter(({ parameter }) => parameter !== 'messages').map(reportedField);
        expect(scalars).toHaveLength(new Set(scalars).size);
      }),
      runs,
    );
  });

  test('REJECT fails exactly when ADAPT would have lost something', () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryModel, overflow, (request, model, onOverflow) => {
        const adapted = attempt(() => adaptRequest(request, model, { onUnsupported: 'adapt', onOverflow }));
        const rejected = attempt(() => adaptRequest(request, model, { onUnsupported: 'reject', onOverflow }));
        const lost = typeof adapted !== 'string' && changes(adapted.adaptations).some(({ lossless }) => !lossless);
        if (lost) expect(rejected).toBe('UNSUPPORTED_PARAMETER');
        else expect(rejected).toEqual(adapted);
      }),
      runs,
    );
  });

  test('nothing given is touched, and the same comes out each time', () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryModel, overflow, (request, model, onOverflow) => {
        const written = JSON.stringify([request, model]);
        const policy = { onUnsupported: 'adapt', onOverflow } as const;
        const first = attempt(() => adaptRequest(request, model, policy));
        const again = attempt(() => adaptRequest(request, { ...model }, policy));
        expect(JSON.stringify([request, model])).toBe(written);
        expect(again).toEqual(first);
        if (typeof first !== 'string' && changes(first.adaptations).length === 0) expect(first.request).toBe(request);
      }),
      runs,
    );
  });

  test('what is sent fits the window, and keeps system messages, the last one and whole tool exchanges', () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryModel, (request, model) => {
        const bare = { ...model, quirks: [] };
        const adapted = attempt(() =>
          adaptRequest(request, bare, { onUnsupported: 'adapt', onOverflow: 'drop-oldest' }),
        );
        if (typeof adapted === 'string') return;
        const { messages, parameters } = adapted.request;
        const output = parameters.maxOutputTokens ?? 0;
        expect(adapted.estimatedInputTokens + output).toBeLessThanOrEqual(model.contextWindow ?? Infinity);
        expect(adapted.estimatedInputTokens).toBeLessThanOrEqual(model.maxInputTokens ?? Infinity);
        const system = (all: CompletionRequest['messages']) => all.filter(({ role }) => role === 'system');
        expect(system(messages)).toEqual(system(request.messages));
        expect(messages.at(-1)).toBe(request.messages.at(-1));
        const spoken = messages.filter(({ role }) => role !== 'system');
        if (messages.length < request.messages.length)
          expect(spoken[0]?.role === 'tool' && spoken.length > 1).toBe(false);
      }),
      runs,
    );
  });
});
