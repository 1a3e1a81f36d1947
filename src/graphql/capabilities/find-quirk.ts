import { inject, injectable } from 'tsyringe';
import { identifiedQuirk } from '../../catalogue/identified-quirk.js';
import { resolveModel } from '../../catalogue/resolve-model.js';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { storeTokens } from '../store-tokens.js';
import type { QuirkType } from './quirk.type.js';
import { toQuirk } from './to-quirk.js';

/** A quirk by its full id: a declared one, or the catalogue's own of one model, `provider/model/name`. */
@injectable()
export class FindQuirk {
  readonly #declared = new Map<string, QuirkType>();

  constructor(@inject(storeTokens.registry) private readonly registry: ProviderRegistry) {
    for (const { definition } of registry.list()) {
      const declared = [...(definition.quirks ?? []), ...definition.models.flatMap(({ quirks = [] }) => quirks)];
      for (const quirk of declared) {
        const identified = identifiedQuirk(definition.id, quirk);
        this.#declared.set(identified.id, toQuirk(identified));
      }
    }
  }

  run(id: string): QuirkType | undefined {
    return this.#declared.get(id) ?? this.#ofModel(id);
  }

  #ofModel(id: string): QuirkType | undefined {
    const [, providerId = '', modelId = ''] = /^([^/]+)\/(.+)\/[^/]+$/.exec(id) ?? [];
    const loaded = this.registry.find(providerId);
    const quirk = loaded && resolveModel(loaded.definition, modelId).quirks.find((each) => each.id === id);
    return quirk && toQuirk(quirk);
  }
}
