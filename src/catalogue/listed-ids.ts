import type { ProviderDefinition } from '../sdk/index.js';
import { declaredIds } from './declaration-patterns.js';

const lists = new WeakMap<ProviderDefinition, ReadonlySet<string>>();

/** The ids that a provider's declarations spell out, in the order of their first mention. */
export function listedIds(definition: ProviderDefinition): ReadonlySet<string> {
  let ids = lists.get(definition);
  if (ids === undefined) {
    ids = new Set(definition.models.flatMap(declaredIds).filter((id) => !id.includes('*')));
    lists.set(definition, ids);
  }
  return ids;
}
