import type { AliasStore } from '../aliases/alias-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** Forgets a tenant's name for a model; gives the name. */
export class RemoveAlias {
  constructor(private readonly deps: { readonly aliases: AliasStore }) {}

  async run({ tenant }: Caller, name: string): Promise<string> {
    if (await this.deps.aliases.remove(tenant.id, name)) return name;
    throw new ByomError('NOT_FOUND', 'There is no alias of yours with this name.');
  }
}
