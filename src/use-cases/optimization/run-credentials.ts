import type { LoadedProvider } from '../../plugin-loader/provider-registry.js';
import { ByomError } from '../../sdk/index.js';
import type { CredentialStore } from '../../vault/credential-store.js';
import type { CredentialVault } from '../../vault/credential-vault.js';
import type { TenantSecret } from '../../vault/tenant-secret.js';
import type { TenantCredential } from '../../vault/tenant-credential.js';
import type { Caller } from '../caller.js';
import { ownCredential } from '../own-credential.js';
import type { CredentialInput, ResolveCredential } from '../resolve-credential.js';
import { webhookCredential } from './webhook-credential.js';

export interface RunCredentialsDeps {
  readonly credentials: CredentialStore;
  readonly vault: CredentialVault;
  readonly resolveCredential: ResolveCredential;
}

/** The keys of one optimization: found or sealed when it is asked for, opened by whichever worker runs it, destroyed at its end. */
export class RunCredentials {
  constructor(private readonly deps: RunCredentialsDeps) {}

  /** By provider, the id under which a worker finds the credential; null for one that is not needed. */
  async keep(
    caller: Caller,
    providers: readonly LoadedProvider[],
    given: readonly CredentialInput[],
    optimization: string,
    /** The only provider that the header's key is for. */
    headerProvider: string,
    /** By provider, the stored one that pays where `given` has none for it. */
    otherwise: ReadonlyMap<string, string> = new Map(),
  ): Promise<Readonly<Record<string, string | null>>> {
    const inputs = await this.byProvider(caller, given, providers);
    const kept: Record<string, string | null> = {};
    for (const provider of providers) {
      const { id } = provider.definition;
      const asking = id === headerProvider ? caller : { tenant: caller.tenant };
      const named = otherwise.get(id);
      const input = inputs.get(id) ?? (named === undefined ? undefined : { id: named });
      kept[id] = await this.one(asking, input, provider, optimization);
    }
    return kept;
  }

  /** Other credentials for those of a run's providers that `given` names: by provider, as `keep` gives them. */
  async replace(
    caller: Caller,
    providers: readonly LoadedProvider[],
    given: readonly CredentialInput[],
    optimization: string,
  ): Promise<Readonly<Record<string, string | null>>> {
    const inputs = await this.byProvider(caller, given, providers);
    const kept: Record<string, string | null> = {};
    for (const provider of providers) {
      const { id } = provider.definition;
      const input = inputs.get(id);
      if (input !== undefined) kept[id] = await this.one({ tenant: caller.tenant }, input, provider, optimization);
    }
    return kept;
  }

  /** Fails with NO_CREDENTIAL where it was removed meanwhile. */
  async open(tenant: string, id: string | null, provider: LoadedProvider): Promise<TenantCredential> {
    const { definition } = provider;
    if (id === null) return (await this.deps.vault.passThrough(tenant, { definition })).credential;
    const stored = await this.deps.credentials.find(tenant, id);
    if (stored === undefined) {
      throw new ByomError(
        'NO_CREDENTIAL',
        `The credential for ${definition.id} was removed while the optimization ran.`,
      );
    }
    return this.deps.vault.open(stored);
  }

  /** A webhook's secret, kept as a run's keys are; gives the id under which it is found. */
  async sealSecret(tenant: string, optimization: string, url: string, secret: string): Promise<string> {
    const kept = {
      definition: webhookCredential,
      fields: { secret },
      baseUrl: new URL(url).origin,
      makeDefault: false,
    };
    return (await this.deps.vault.add(tenant, { ...kept, optimization })).id;
  }

  /** The secret of a webhook; fails with NO_CREDENTIAL where the run's keys are destroyed. */
  async openSecret(tenant: string, id: string): Promise<TenantSecret | null> {
    const stored = await this.deps.credentials.find(tenant, id);
    if (stored === undefined) throw new ByomError('NO_CREDENTIAL', "The webhook's secret is no longer kept.");
    return (await this.deps.vault.open(stored)).secret;
  }

  async destroy(tenant: string, optimization: string): Promise<void> {
    await this.deps.credentials.removeOfOptimization(tenant, optimization);
  }

  /** Those sealed for a run that it does not go by, or no longer. */
  async destroyUnused(
    tenant: string,
    optimization: string,
    used: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const kept = new Set(Object.values(used));
    for (const { id, provider } of await this.deps.credentials.ofOptimization(tenant, optimization)) {
      // A webhook's secret is used to the run's end.
      if (provider !== webhookCredential.id && !kept.has(id)) await this.deps.credentials.remove(tenant, id);
    }
  }

  private async byProvider(
    caller: Caller,
    given: readonly CredentialInput[],
    providers: readonly LoadedProvider[],
  ): Promise<Map<string, CredentialInput>> {
    const inputs = new Map<string, CredentialInput>();
    for (const input of given) {
      const stored = input.id ? await ownCredential(this.deps.credentials, caller.tenant.id, input.id) : undefined;
      const provider = stored?.provider ?? input.provider;
      if (!provider) throw new ByomError('BAD_USER_INPUT', 'A credential needs an id, or a provider.');
      if (inputs.has(provider)) throw new ByomError('BAD_USER_INPUT', '`credentials` has two for one provider.');
      if (!providers.some(({ definition }) => definition.id === provider)) {
        throw new ByomError(
          'BAD_USER_INPUT',
          '`credentials` has one for a provider that this optimization does not use.',
        );
      }
      inputs.set(provider, input);
    }
    return inputs;
  }

  private async one(
    caller: Caller,
    input: CredentialInput | undefined,
    provider: LoadedProvider,
    optimization: string,
  ): Promise<string | null> {
    const tenant = caller.tenant.id;
    // Checks everything about it, and that there is one.
    const credential = await this.deps.resolveCredential.run(caller, input, provider);
    if (credential.id !== null) return credential.id;
    const headerPays = input === undefined && credential.secret !== null;
    if (input === undefined && !headerPays) return null;
    const stored = await this.deps.vault.add(tenant, {
      definition: provider.definition,
      apiKey: input === undefined ? caller.headerKey : (input.apiKey ?? undefined),
      fields: input?.fields ?? undefined,
      baseUrl: input?.baseUrl ?? undefined,
      makeDefault: false,
      optimization,
    });
    return stored.id;
  }
}
