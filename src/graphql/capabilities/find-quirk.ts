import { inject, injectable } from 'tsyringe';
import { allQuirks } from '../../catalogue/all-quirks.js';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { storeTokens } from '../store-tokens.js';
import type { QuirkType } from './quirk.type.js';
import { toQuirk } from './to-quirk.js';

/** A declared quirk by its full id, whichever model it is of. */
@injectable()
export class FindQuirk {
  readonly #byId = new Map<string, QuirkType>();

  constructor(@inject(storeTokens.registry) registry: ProviderRegistry) {
    for (const { definition } of registry.list()) {
      for (const quirk of allQuirks(definition)) this.#byId.set(quirk.id, toQuirk(quirk));
    }
  }

  run(id: string): QuirkType | undefined {
    return this.#byId.get(id);
  }
}
