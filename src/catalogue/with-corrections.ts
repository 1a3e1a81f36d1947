import type { Correction, JsonValue, ProbedFacts, ResolvedModel } from '../sdk/index.js';
import { originsOf, rememberOrigins } from './fact-origins.js';
import type { LearnedFact } from './learned-fact-store.js';
import { learnedQuirk } from './learned-quirk.js';
import { withFacts } from './with-facts.js';

/** A model as its provider's refusals have corrected what was known of it; the given model where there were none. */
export function withCorrections(model: ResolvedModel, learned: readonly LearnedFact[]): ResolvedModel {
  return learned.reduce(withCorrection, model);
}

const note = 'From a refusal by the provider.';

function withCorrection(model: ResolvedModel, { fact, correction, learnedAt }: LearnedFact): ResolvedModel {
  const origin = { source: 'learned', asOf: learnedAt.toISOString(), note } as const;
  const size = sizeIn(correction);
  if (size !== undefined) return withFacts(model, size, origin);
  const of = correction as Exclude<Correction, { readonly kind: 'context-window' | 'max-output-tokens' }>;
  const better = { ...model, quirks: [...model.quirks, learnedQuirk(model.ref, of, learnedAt)] };
  rememberOrigins(better, new Map([...originsOf(model), [fact, { ...origin, value: shown(of) }]]));
  return better;
}

function sizeIn(correction: Correction): ProbedFacts | undefined {
  if (correction.kind === 'context-window') return { contextWindow: correction.tokens };
  return correction.kind === 'max-output-tokens' ? { maxOutputTokens: correction.tokens } : undefined;
}

/** A correction of a parameter without its name, which is the fact's. */
function shown({ kind, ...said }: Correction): JsonValue {
  const { parameter: _, ...rest } = said as { parameter?: unknown };
  return kind === 'unsupported-parameter' ? { supported: false } : rest;
}
