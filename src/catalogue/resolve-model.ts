import type { ModelFeature, ProviderDefinition, Quirk, ResolvedModel } from '../sdk/index.js';
import { declarationPatterns } from './declaration-patterns.js';
import { factNames, rememberOrigins, type FactName, type FactOrigin } from './fact-origins.js';
import { identifiedQuirk } from './identified-quirk.js';
import { listedIds } from './listed-ids.js';
import { missingFeatureQuirk, remediedFeatures } from './missing-feature-quirk.js';
import { modelLayers, type ModelLayer } from './model-layers.js';
import { outputLimitQuirk } from './output-limit-quirk.js';

/** Unlisted ids come from callers without end, so only so many of them are kept. */
const mostUnlisted = 1_000;

interface Resolved {
  readonly listed: Map<string, ResolvedModel>;
  readonly unlisted: Map<string, ResolvedModel>;
}
const memory = new WeakMap<ProviderDefinition, Resolved>();

/** What is known of a provider's model: all that declarations and catalogues say, merged; the same object each time. */
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
  const facts: Partial<Pick<ResolvedModel, FactName>> = {};
  const origins = new Map<FactName, FactOrigin>();
  let asOf: string | undefined;
  const layers = modelLayers(definition, providerModelId);
  for (const layer of layers) {
    for (const name of factNames) {
      const value = valueIn(layer, name, facts);
      if (value === undefined) continue;
      Object.assign(facts, { [name]: value });
      origins.set(name, originIn(layer));
    }
    asOf = layer.asOf ?? asOf;
  }
  const quirks = quirksOf(definition, providerModelId).map((quirk) => identifiedQuirk(definition.id, quirk));
  if (facts.maxOutputTokens !== undefined) {
    quirks.push(outputLimitQuirk(ref, facts.maxOutputTokens, origins.get('maxOutputTokens')!));
  }
  for (const feature of remediedFeatures) {
    const lacking = layers.findLast(({ lacks }) => lacks?.includes(feature));
    if (lacking === undefined || facts.features?.includes(feature)) continue;
    const missing = missingFeatureQuirk(ref, feature, lacking.asOf, quirks);
    if (missing !== undefined) quirks.push(missing);
  }
  const model: ResolvedModel = {
    name: providerModelId,
    features: [],
    defaults: {},
    ...facts,
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

/** What a layer makes of a fact; undefined where it has no say. */
function valueIn(layer: ModelLayer, name: FactName, before: Partial<Pick<ResolvedModel, FactName>>): unknown {
  const said = layer.facts[name];
  if (name === 'defaults') return said && { ...before.defaults, ...layer.facts.defaults };
  if (name === 'features' && layer.adds) return mergedFeatures(layer, before.features ?? []);
  return said;
}

function mergedFeatures({ facts, lacks = [] }: ModelLayer, before: readonly ModelFeature[]): unknown {
  const without = new Set<ModelFeature>(lacks.includes('tools') ? [...lacks, 'parallel-tools'] : lacks);
  const features = [...new Set([...before, ...(facts.features ?? [])])].filter((feature) => !without.has(feature));
  const changed = features.length !== before.length || features.some((feature) => !before.includes(feature));
  return changed ? features : undefined;
}

const originIn = ({ source, asOf, note }: ModelLayer): FactOrigin => ({
  source,
  ...(asOf !== undefined && { asOf }),
  ...(note !== undefined && { note }),
});

/** The provider's, then each matching declaration's, in order and each once. */
function quirksOf(definition: ProviderDefinition, id: string): readonly Quirk[] {
  const matching = declarationPatterns(definition).filter((patterns) => patterns.matches(id));
  return [
    ...new Set([...(definition.quirks ?? []), ...matching.flatMap(({ declaration }) => declaration.quirks ?? [])]),
  ];
}
