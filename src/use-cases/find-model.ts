import { parseModelRef } from '../catalogue/parse-model-ref.js';
import { resolveModel } from '../catalogue/resolve-model.js';
import type { LoadedProvider, ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError, type ResolvedModel } from '../sdk/index.js';

export interface FoundModel {
  readonly provider: LoadedProvider;
  readonly model: ResolvedModel;
}

/** A model by its ref; one that is not listed resolves from its provider's patterns. Fails with UNKNOWN_MODEL. */
export class FindModel {
  constructor(private readonly deps: { readonly registry: ProviderRegistry }) {}

  run(ref: string): FoundModel {
    const { providerId, providerModelId } = parseModelRef(ref);
    const provider = this.deps.registry.find(providerId);
    if (!provider) {
      throw new ByomError(
        'UNKNOWN_MODEL',
        'No provider has the id before the first slash of this model; see `providers`.',
      );
    }
    return { provider, model: resolveModel(provider.definition, providerModelId) };
  }
}
