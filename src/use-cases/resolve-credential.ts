import type { EndpointPolicy } from '../egress/endpoint-policy.js';
import type { LoadedProvider } from '../plugin-loader/provider-registry.js';
import { authChoices, ByomError, chosenAuth, type JsonObject } from '../sdk/index.js';
import type { CredentialStore, StoredCredential } from '../vault/credential-store.js';
import type { CredentialVault } from '../vault/credential-vault.js';
import type { TenantCredential } from '../vault/tenant-credential.js';
import type { Caller } from './caller.js';
import { ownCredential } from './own-credential.js';

/** Either `id`, a stored credential; or `provider` with `apiKey`, `fields` or `baseUrl`: for this call or run alone. */
export interface CredentialInput {
  readonly id?: string | null;
  readonly provider?: string | null;
  readonly apiKey?: string | null;
  readonly fields?: JsonObject | null;
  readonly baseUrl?: string | null;
}

export interface ResolvedCredential {
  readonly credential: TenantCredential;
  /** As clients see it; null for a provider that needs none. */
  readonly shown: StoredCredential | null;
}

export interface ResolveCredentialDeps {
  readonly credentials: CredentialStore;
  readonly vault: CredentialVault;
  readonly endpoints: EndpointPolicy;
}

/** Whose key pays: the one given, else the tenant's default, else the header's; a keyless provider needs none. */
export class ResolveCredential {
  constructor(private readonly deps: ResolveCredentialDeps) {}

  async run(
    caller: Caller,
    input: CredentialInput | null | undefined,
    provider: LoadedProvider,
  ): Promise<TenantCredential> {
    return (await this.resolve(caller, input, provider)).credential;
  }

  async resolve(
    caller: Caller,
    input: CredentialInput | null | undefined,
    provider: LoadedProvider,
  ): Promise<ResolvedCredential> {
    const { definition } = provider;
    const tenant = caller.tenant.id;
    if (input?.id) return this.#stored(tenant, input, input.id, definition.id);
    if (input) return this.#inline(tenant, input, provider);

    const secretField = definition.credentialFields.find((field) => field.secret);
    const stored = await this.deps.credentials.findDefault(tenant, definition.id);
    if (stored) return { credential: await this.deps.vault.open(stored), shown: stored };
    if (caller.headerKey !== undefined && secretField) {
      return this.deps.vault.passThrough(tenant, { definition, apiKey: caller.headerKey });
    }
    const { auth, credentialFields, baseUrl } = definition;
    const keyless = credentialFields.every((field) => !field.required) && chosenAuth(auth, () => false) !== undefined;
    const placed = baseUrl !== undefined || authChoices(auth).every(({ kind }) => kind === 'none');
    if (!keyless || !placed) throw noCredential(definition.id);
    const { credential } = await this.deps.vault.passThrough(tenant, { definition });
    return { credential, shown: null };
  }

  async #stored(tenant: string, input: CredentialInput, id: string, provider: string): Promise<ResolvedCredential> {
    const { apiKey, fields, baseUrl } = input;
    if (apiKey || fields || baseUrl) {
      throw new ByomError('BAD_USER_INPUT', 'A credential is given either by id or by its parts, not both.');
    }
    const stored = await ownCredential(this.deps.credentials, tenant, id);
    if (stored.provider !== provider) throw mismatch(provider);
    return { credential: await this.deps.vault.open(stored), shown: stored };
  }

  async #inline(tenant: string, input: CredentialInput, provider: LoadedProvider): Promise<ResolvedCredential> {
    const { definition } = provider;
    if (!input.provider) throw new ByomError('BAD_USER_INPUT', 'credential needs an id, or a provider.');
    if (input.provider !== definition.id) throw mismatch(definition.id);
    const baseUrl = input.baseUrl ?? undefined;
    if (baseUrl !== undefined) await this.deps.endpoints.checkUrl(baseUrl);
    return this.deps.vault.passThrough(tenant, {
      definition,
      apiKey: input.apiKey ?? undefined,
      fields: input.fields ?? undefined,
      baseUrl,
    });
  }
}

const mismatch = (provider: string) =>
  new ByomError('CREDENTIAL_MISMATCH', `This credential is not one for ${provider}.`);

const noCredential = (provider: string) =>
  new ByomError(
    'NO_CREDENTIAL',
    `No credential for ${provider}: store one with addCredential, or give one in \`credential\` or X-BYOM-Provider-Key.`,
  );
