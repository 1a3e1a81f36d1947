import { inject, injectable } from 'tsyringe';
import { identifiedQuirk } from '../../catalogue/identified-quirk.js';
import { resolveModel } from '../../catalogue/resolve-model.js';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import type { ProviderDefinition, ResolvedModel } from '../../sdk/index.js';
import { storeTokens } from '../store-tokens.js';
import type { QuirkType } from './quirk.type.js';
import { toQuirk } from './to-quirk.js';

/** A quirk by its full id: a declared one, or the catalogue's own of one model, `provider/model/name`. */
@injectable()
export class FindQuirk {
  /** By definition, since a plugin may be replaced by another version of it. */
  readonly #declared = new WeakMap<ProviderDefinition, ReadonlyMap<string, QuirkType>>();

  constructor(@inject(storeTokens.registry) private readonly registry: ProviderRegistry) {}

  run(id: string): QuirkType | undefined {
    const loaded = this.registry.find(id.slice(0, id.indexOf('/')));
    return loaded && (this.#declaredBy(loaded.definition).get(id) ?? this.#ofModel(id));
  }

  /** The model of a quirk that is of one model. */
  modelOf(id: string): ResolvedModel | undefined {
    const [, providerId = '', modelId = ''] = /^([^/]+)\/(.+)\/[^/]+$/.exec(id) ?? [];
    const loaded = this.registry.find(providerId);
    return loaded && resolveModel(loaded.definition, modelId);
  }

  #ofModel(id: string): QuirkType | undefined {
    const quirk = this.modelOf(id)?.quirks.find((each) => each.id === id);
    return quirk && toQuirk(quirk);
  }

  #declaredBy(definition: ProviderDefinition): ReadonlyMap<string, QuirkType> {
    let declared = this.#declared.get(definition);
    if (declared === undefined) {
      const quirks = [...(definition.quirks ?? []), ...definition.models.flatMap((model) => model.quirks ?? [])];
      const identified = quirks.map((quirk) => identifiedQuirk(definition.id, quirk));
      declared = new Map(identified.map((quirk) => [quirk.id, toQuirk(quirk)]));
      this.#declared.set(definition, declared);
    }
    return declared;
  }
}
