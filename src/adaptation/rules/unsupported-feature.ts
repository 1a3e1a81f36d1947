import { ByomError, type CompletionRequest, type UnsupportedFeature } from '../../sdk/index.js';
import { asksFor } from '../asks-for.js';
import { conditionHolds } from '../condition-holds.js';
import type { Rule, RuleModel } from '../rule.js';
import { withoutPart } from '../without-part.js';

type Feature = UnsupportedFeature['feature'];

const refusals: Readonly<Partial<Record<Feature, string>>> = {
  tools: 'This model takes no tools: leave them out, or choose another model.',
  vision: 'This model takes no images: leave them out, or choose another model.',
  prefill: 'This model does not continue a message of the assistant: end with another one, or choose another model.',
};

export const unsupportedFeature: Rule<UnsupportedFeature> = (request, quirk, model) => {
  const { feature, id } = quirk;
  if (!isWanted(request, feature)) return undefined;
  // Where there is no field for it, one call at a time goes without saying.
  if (feature === 'parallel-tools' && lacksField(request, model)) return undefined;
  const refusal = refusals[feature];
  if (refusal !== undefined) throw new ByomError('UNSUPPORTED_FEATURE', refusal, { details: { quirk: id, feature } });
  if (feature === 'streaming') {
    return withoutPart(request, 'stream', model, { reason: 'The model does not stream.', quirk: id });
  }
  return {
    request: { ...request, parallelToolCalls: false },
    adaptations: [
      {
        parameter: 'parallelToolCalls',
        action: request.parallelToolCalls === undefined ? 'inserted' : 'converted',
        requested: request.parallelToolCalls ?? null,
        sent: false,
        lossless: request.parallelToolCalls === undefined,
        reason: 'The model makes one tool call at a time.',
        quirk: id,
      },
    ],
  };
};

const lacksField = (request: CompletionRequest, { quirks }: RuleModel): boolean =>
  quirks.some(
    (quirk) =>
      quirk.kind === 'unsupported-field' && quirk.field === 'parallelToolCalls' && conditionHolds(quirk.when, request),
  );

function isWanted(request: CompletionRequest, feature: Feature): boolean {
  if (feature === 'tools') return asksFor(request, 'tools') || asksFor(request, 'tool-history');
  if (feature === 'vision') return asksFor(request, 'images');
  if (feature === 'streaming') return asksFor(request, 'stream');
  if (feature === 'prefill') return asksFor(request, 'prefill');
  return asksFor(request, 'tools') && request.parallelToolCalls !== false;
}
