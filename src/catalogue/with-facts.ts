import type { IdentifiedQuirk, ProbedFacts, ResolvedModel } from '../sdk/index.js';
import { originsOf, rememberOrigins, type FactName, type FactOrigin, type ServerFactName } from './fact-origins.js';
import { missingFeatureOf } from './missing-feature-quirk.js';
import { isOutputLimitQuirk, outputLimitQuirk } from './output-limit-quirk.js';

type Better = { -readonly [K in keyof ResolvedModel]: ResolvedModel[K] };

/** A model with facts that go before those it had, and the memory of where they come from. */
export function withFacts(
  model: ResolvedModel,
  { notes = {}, ...facts }: ProbedFacts,
  origin: FactOrigin,
): ResolvedModel {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  if (given.length === 0) return model;
  const origins = new Map(originsOf(model));
  for (const [name] of given) {
    origins.set(name as FactName | ServerFactName, {
      ...origin,
      ...(notes[name] !== undefined && { note: notes[name] }),
    });
  }
  const better: Better = { ...model, ...Object.fromEntries(given), quirks: quirksWith(model, facts, origin) };
  // A limit of before that the window has no room for says nothing any more.
  if ((better.maxInputTokens ?? 0) > (better.contextWindow ?? Infinity)) {
    delete better.maxInputTokens;
    origins.delete('maxInputTokens');
  }
  rememberOrigins(better, origins);
  return better;
}

/** The catalogue's quirks follow what is known better: the output limit, and features that are there after all. */
function quirksWith(
  { ref, quirks }: ResolvedModel,
  { maxOutputTokens, features = [] }: ProbedFacts,
  origin: FactOrigin,
): readonly IdentifiedQuirk[] {
  const known = new Set<string>(features);
  const kept = quirks.filter((quirk) => !known.has(missingFeatureOf(quirk) ?? ''));
  if (maxOutputTokens === undefined) return kept;
  return [...kept.filter((quirk) => !isOutputLimitQuirk(quirk)), outputLimitQuirk(ref, maxOutputTokens, origin)];
}
