import type { Correction, ModelFeature, ProbedFacts, ResolvedModel } from '../sdk/index.js';
import { originsOf, rememberOrigins } from './fact-origins.js';
import type { LearnedFact } from './learned-fact-store.js';
import { learnedQuirk } from './learned-quirk.js';
import { shownCorrection } from './shown-correction.js';
import { withFacts } from './with-facts.js';

/** A model as its provider's refusals have corrected what was known of it; the given model where there were none. */
export function withCorrections(model: ResolvedModel, learned: readonly LearnedFact[]): ResolvedModel {
  return learned.reduce(withCorrection, model);
}

const note = 'From a refusal by the provider.';

function withCorrection(model: ResolvedModel, { fact, correction, learnedAt }: LearnedFact): ResolvedModel {
  const origin = { source: 'learned', asOf: learnedAt.toISOString(), note } as const;
  if (correction.kind === 'context-window') return withFacts(model, { contextWindow: correction.tokens }, origin);
  if (correction.kind === 'max-output-tokens') return withFacts(model, { maxOutputTokens: correction.tokens }, origin);
  const known = withFacts(model, featuresLeft(model, correction), origin);
  const better = { ...known, quirks: [...known.quirks, learnedQuirk(model, correction, learnedAt)] };
  rememberOrigins(better, new Map([...originsOf(known), [fact, { ...origin, value: shownCorrection(correction) }]]));
  return better;
}

function featuresLeft({ features }: ResolvedModel, correction: Correction): ProbedFacts {
  const lacking = lackedBy(correction);
  return lacking.some((feature) => features.includes(feature))
    ? { features: features.filter((feature) => !lacking.includes(feature)) }
    : {};
}

function lackedBy(correction: Correction): readonly ModelFeature[] {
  if (correction.kind === 'unsupported-response-format') {
    return correction.format === 'json' ? ['json-mode', 'json-schema'] : ['json-schema'];
  }
  if (correction.kind !== 'unsupported-feature' || correction.feature === 'prefill') return [];
  return correction.feature === 'tools' ? ['tools', 'parallel-tools'] : [correction.feature];
}
