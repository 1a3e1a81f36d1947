import type { IdentifiedQuirk, ModelDeclaration, ProviderDefinition, Quirk, ResolvedModel } from '../sdk/index.js';
import { declarationPatterns } from './declaration-patterns.js';
import { factNames, rememberOrigins, type FactName } from './fact-origins.js';
import { identifiedQuirk } from './identified-quirk.js';
import { listedIds } from './listed-ids.js';
import { outputLimitQuirk } from './output-limit-quirk.js';

/** Unlisted ids come from callers without end, so only so many of them are kept. */
const mostUnlisted = 1_000;

interface Resolved {
  readonly listed: Map<string, ResolvedModel>;
  readonly unlisted: Map<string, ResolvedModel>;
}
const memory = new WeakMap<ProviderDefinition, Resolved>();

/** What is known of a provider's model: every declaration that matches it, merged; the same object each time. */
export function resolveModel(definition: ProviderDefinition, providerModelId: string): ResolvedModel {
  let resolved = memory.get(definition);
  if (resolved === undefined) memory.set(definition, (resolved = { listed: new Map(), unlisted: new Map() }));
  const known = resolved.listed.get(providerModelId) ?? resolved.unlisted.get(providerModelId);
  if (known !== undefined) return known;
  const model = merge(definition, providerModelId);
  if (model.catalogued) {
    resolved.listed.set(providerModelId, model);
  } else {
    if (resolved.unlisted.size >= mostUnlisted) resolved.unlisted.clear();
    resolved.unlisted.set(providerModelId, model);
  }
  return model;
}

function merge(definition: ProviderDefinition, providerModelId: string): ResolvedModel {
  const ref = `${definition.id}/${providerModelId}`;
  const facts: Partial<Record<FactName, unknown>> = {};
  const origins = new Map<FactName, ModelDeclaration>();
  const declared = new Set<Quirk>(definition.quirks);
  let asOf: string | undefined;
  for (const patterns of declarationPatterns(definition)) {
    if (!patterns.matches(providerModelId)) continue;
    const { declaration } = patterns;
    for (const name of factNames) {
      if (declaration[name] === undefined) continue;
      facts[name] =
        name === 'defaults' ? { ...(facts.defaults as object), ...declaration.defaults } : declaration[name];
      origins.set(name, declaration);
    }
    for (const quirk of declaration.quirks ?? []) declared.add(quirk);
    asOf = declaration.asOf ?? asOf;
  }
  const quirks: IdentifiedQuirk[] = [...declared].map((quirk) => identifiedQuirk(definition.id, quirk));
  const limit = origins.get('maxOutputTokens');
  if (limit?.maxOutputTokens !== undefined) quirks.push(outputLimitQuirk(ref, limit.maxOutputTokens, limit));
  const model: ResolvedModel = {
    name: providerModelId,
    features: [],
    defaults: {},
    ...(facts as Partial<Pick<ResolvedModel, FactName>>),
    ref,
    providerId: definition.id,
    providerModelId,
    quirks,
    ...(asOf !== undefined && { asOf }),
    catalogued: listedIds(definition).has(providerModelId),
  };
  rememberOrigins(model, origins);
  return model;
}
