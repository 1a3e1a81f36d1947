import type { AliasStore } from '../aliases/alias-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import type { FindModel, FoundModel } from './find-model.js';

export interface FoundTarget extends FoundModel {
  /** The credential that the alias names. */
  readonly credentialId?: string;
}

const prefix = 'alias:';

/** What stands after `alias:`; undefined for a ref that names its model itself. */
export const aliasNameOf = (ref: string): string | undefined =>
  ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;

const aliasName = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** Fails with BAD_USER_INPUT unless it can be an alias's name. */
export function checkAliasName(name: string): string {
  if (aliasName.test(name)) return name;
  throw new ByomError(
    'BAD_USER_INPUT',
    '`name` has 1 to 64 letters, digits, dots, dashes and underscores, and starts with a letter or digit.',
  );
}

/** A model by its ref, or by the caller's own alias for one. Fails with UNKNOWN_MODEL. */
export class FindTarget {
  constructor(private readonly deps: { readonly findModel: FindModel; readonly aliases: AliasStore }) {}

  async run(caller: Caller, ref: string): Promise<FoundTarget> {
    const name = aliasNameOf(ref);
    if (name === undefined) return this.deps.findModel.run(ref);
    const alias = aliasName.test(name) ? await this.deps.aliases.find(caller.tenant.id, name) : undefined;
    if (alias === undefined) {
      throw new ByomError('UNKNOWN_MODEL', 'There is no alias of yours with this name: make it with setAlias.');
    }
    const { model, credential } = alias;
    return { ...this.deps.findModel.run(model), ...(credential === null ? {} : { credentialId: credential }) };
  }
}
