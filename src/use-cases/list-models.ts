import { listedModels } from '../catalogue/listed-models.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { LoadedProvider, ProviderRegistry } from '../plugin-loader/provider-registry.js';
import type { ModelFeature, ResolvedModel } from '../sdk/index.js';
import type { FoundModel } from './find-model.js';

export interface ModelFilter {
  readonly providers?: readonly string[] | null;
  /** All of them. */
  readonly features?: readonly ModelFeature[] | null;
  readonly minContextWindow?: number | null;
  /** US dollars; models of unknown price are left out. */
  readonly maxInputPerMillion?: number | null;
  /** In the ref or the name, case ignored. */
  readonly search?: string | null;
  readonly includeDeprecated?: boolean | null;
}

/** The listed models of every provider, by provider and then in the plugin's order. */
export class ListModels {
  constructor(private readonly deps: { readonly registry: ProviderRegistry }) {}

  run(filter: ModelFilter | null | undefined, page: PageRequest): Page<FoundModel> {
    const all = this.deps.registry.list().flatMap((provider) => this.of(provider, filter));
    // A cursor is the ref before the page: lists that change between pages neither skip nor repeat.
    const start = page.after === undefined ? 0 : all.findIndex(({ model }) => model.ref === page.after) + 1;
    const shown = all.slice(start, start + page.first);
    return {
      items: shown.map((item) => ({ cursor: item.model.ref, item })),
      hasNextPage: start + shown.length < all.length,
      totalCount: all.length,
    };
  }

  of(provider: LoadedProvider, filter: ModelFilter | null | undefined): readonly FoundModel[] {
    return listedModels(provider.definition)
      .filter((model) => matches(model, filter ?? {}))
      .map((model) => ({ provider, model }));
  }
}

function matches(model: ResolvedModel, filter: ModelFilter): boolean {
  const { providers, features, minContextWindow, maxInputPerMillion, search, includeDeprecated } = filter;
  if (providers && !providers.includes(model.providerId)) return false;
  if (features?.some((feature) => !model.features.includes(feature))) return false;
  if ((model.contextWindow ?? 0) < (minContextWindow ?? 0)) return false;
  if ((model.price?.input ?? Infinity) > (maxInputPerMillion ?? Infinity)) return false;
  if (search && !`${model.ref} ${model.name}`.toLowerCase().includes(search.toLowerCase())) return false;
  return Boolean(includeDeprecated) || model.deprecatedOn === undefined || Date.parse(model.deprecatedOn) > Date.now();
}
