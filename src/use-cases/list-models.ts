import { listedModels } from '../catalogue/listed-models.js';
import { modelFilter } from '../catalogue/model-filter.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { LoadedProvider, ProviderRegistry } from '../plugin-loader/provider-registry.js';
import type { Clock } from '../sdk/index.js';
import type { FoundModel } from './find-model.js';

type Filter = Parameters<typeof modelFilter>[0] | null | undefined;

/** The listed models of every provider, by provider and then in the plugin's order. */
export class ListModels {
  constructor(private readonly deps: { readonly registry: ProviderRegistry; readonly clock: Clock }) {}

  run(filter: Filter, page: PageRequest): Page<FoundModel> {
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

  of(provider: LoadedProvider, filter: Filter): readonly FoundModel[] {
    return listedModels(provider.definition)
      .filter(modelFilter(filter ?? {}, this.deps.clock.now()))
      .map((model) => ({ provider, model }));
  }
}
