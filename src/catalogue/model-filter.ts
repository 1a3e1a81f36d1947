import type { ModelFeature, ResolvedModel } from '../sdk/index.js';
import { isRetired } from './is-retired.js';

export interface ModelFilter {
  readonly providers?: readonly string[];
  /** All of them. */
  readonly features?: readonly ModelFeature[];
  /** Tokens. */
  readonly minContextWindow?: number;
  /** US dollars for one million input tokens; models of unknown price are left out. */
  readonly maxInputPerMillion?: number;
  /** Part of a ref or a name, in any case. */
  readonly search?: string;
  /** Also models that their provider has ended. */
  readonly includeDeprecated?: boolean;
}

/** Tells the models asked for from the others; fields left out or null ask for nothing. */
export function modelFilter(
  filter: { readonly [K in keyof ModelFilter]?: ModelFilter[K] | null },
  now: number,
): (model: ResolvedModel) => boolean {
  const search = filter.search?.trim().toLowerCase();
  return (model) =>
    (!filter.providers || filter.providers.includes(model.providerId)) &&
    (!filter.features || filter.features.every((feature) => model.features.includes(feature))) &&
    (typeof filter.minContextWindow !== 'number' || (model.contextWindow ?? 0) >= filter.minContextWindow) &&
    (typeof filter.maxInputPerMillion !== 'number' || (model.price?.input ?? Infinity) <= filter.maxInputPerMillion) &&
    (!search || model.ref.toLowerCase().includes(search) || model.name.toLowerCase().includes(search)) &&
    (filter.includeDeprecated === true || !isRetired(model, now));
}
