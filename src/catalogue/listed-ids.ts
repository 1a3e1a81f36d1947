import type { ProviderDefinition } from '../sdk/index.js';
import { declaredIds } from './declaration-patterns.js';
import { operatorCatalogue } from './operator-catalogue.js';
import { publishedCatalogue } from './published-catalogue.js';

const lists = new WeakMap<ProviderDefinition, ReadonlySet<string>>();

/** The ids that a provider's declarations spell out, and those of the catalogue, in the order of their first mention. */
export function listedIds(definition: ProviderDefinition): ReadonlySet<string> {
  let ids = lists.get(definition);
  if (ids === undefined) {
    const catalogued = [publishedCatalogue(definition.id), operatorCatalogue(definition.id)];
    ids = new Set([
      ...definition.models.flatMap(declaredIds).filter((id) => !id.includes('*')),
      ...catalogued.flatMap((file) => file?.models.map(({ id }) => id) ?? []),
    ]);
    lists.set(definition, ids);
  }
  return ids;
}
