import type { ProviderDefinition, ResolvedModel } from '../sdk/index.js';
import { listedIds } from './listed-ids.js';
import { resolveModel } from './resolve-model.js';

const lists = new WeakMap<ProviderDefinition, readonly ResolvedModel[]>();

/** The models that a provider's declarations name without a pattern, in their order. */
export function listedModels(definition: ProviderDefinition): readonly ResolvedModel[] {
  let models = lists.get(definition);
  if (models === undefined) {
    models = [...listedIds(definition)].map((id) => resolveModel(definition, id));
    lists.set(definition, models);
  }
  return models;
}
