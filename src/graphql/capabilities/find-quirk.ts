import { inject, injectable } from 'tsyringe';
import { identifiedQuirk } from '../../catalogue/identified-quirk.js';
import { resolveModel } from '../../catalogue/resolve-model.js';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import type { ProviderDefinition } from '../../sdk/index.js';
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
    return loaded && (this.#declaredBy(loaded.definition).get(id) ?? ofModel(loaded.definition, id));
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

function ofModel(definition: ProviderDefinition, id: string): QuirkType | undefined {
  const [, modelId = ''] = /^[^/]+\/(.+)\/[^/]+$/.exec(id) ?? [];
  const quirk = resolveModel(definition, modelId).quirks.find((each) => each.id === id);
  return quirk && toQuirk(quirk);
}
