import type { AliasStore, ModelAlias } from '../aliases/alias-store.js';
import { ByomError } from '../sdk/index.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { Caller } from './caller.js';
import { ownCredential } from './own-credential.js';
import type { FindModel } from './find-model.js';
import { aliasNameOf, checkAliasName } from './find-target.js';

export interface SetAliasInput {
  readonly name: string;
  /** `provider/model`. */
  readonly model: string;
  /** A stored credential's id. */
  readonly credential?: string | null;
}

export interface SetAliasDeps {
  readonly aliases: AliasStore;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly findModel: FindModel;
}

const MOST_ALIASES = 1_000;

/** Gives a model a name of the tenant's own, or the name another model. */
export class SetAlias {
  constructor(private readonly deps: SetAliasDeps) {}

  async run({ tenant }: Caller, { name, model: ref, credential: id }: SetAliasInput): Promise<ModelAlias> {
    const { aliases, credentials, findModel } = this.deps;
    checkAliasName(name);
    if (aliasNameOf(ref) !== undefined) {
      throw new ByomError('BAD_USER_INPUT', '`model` names a model, as provider/model: an alias has no alias.');
    }
    const { provider, model } = findModel.run(ref);
    if (id) {
      const stored = await ownCredential(credentials, tenant.id, id);
      if (stored.provider !== provider.definition.id) {
        throw new ByomError('CREDENTIAL_MISMATCH', `This credential is not one for ${provider.definition.id}.`);
      }
    }
    const known = await aliases.list(tenant.id);
    if (known.length >= MOST_ALIASES && !known.some((alias) => alias.name === name)) {
      throw new ByomError('BAD_USER_INPUT', `There are at most ${MOST_ALIASES} aliases: remove one first.`);
    }
    const alias = { tenant: tenant.id, name, model: model.ref, credential: id ?? null };
    await aliases.set(alias);
    return alias;
  }
}
