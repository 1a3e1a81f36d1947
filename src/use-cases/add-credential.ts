import type { AuditTrail } from '../access/audit-trail.js';
import type { EndpointPolicy } from '../egress/endpoint-policy.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError, type JsonObject } from '../sdk/index.js';
import type { StoredCredential } from '../vault/credential-store.js';
import { checkCredential } from '../vault/check-credential.js';
import type { CredentialVault } from '../vault/credential-vault.js';
import { actorOf, type Caller } from './caller.js';

export interface AddCredentialInput {
  readonly provider: string;
  readonly apiKey?: string | null;
  readonly fields?: JsonObject | null;
  readonly baseUrl?: string | null;
  readonly name?: string | null;
  readonly makeDefault?: boolean | null;
}

export interface AddCredentialDeps {
  readonly registry: ProviderRegistry;
  readonly vault: CredentialVault;
  readonly endpoints: EndpointPolicy;
  readonly audit: AuditTrail;
}

/** Stores a key, sealed and bound to one origin that this server may call. */
export class AddCredential {
  constructor(private readonly deps: AddCredentialDeps) {}

  async run(caller: Caller, input: AddCredentialInput): Promise<StoredCredential> {
    const provider = this.deps.registry.find(input.provider);
    if (!provider) throw new ByomError('NOT_FOUND', 'There is no provider with this id.');
    const { definition } = provider;
    if (definition.credentialFields.length === 0 && !input.baseUrl) {
      throw new ByomError('BAD_USER_INPUT', `${definition.id} needs no credential.`);
    }
    const name = input.name ?? undefined;
    if (name !== undefined && (name.trim() === '' || name.length > 200)) {
      throw new ByomError('BAD_USER_INPUT', 'name must have 1 to 200 characters.');
    }
    const given = {
      definition,
      apiKey: input.apiKey ?? undefined,
      fields: input.fields ?? undefined,
      baseUrl: input.baseUrl ?? undefined,
      name,
    };
    if (input.baseUrl) await this.deps.endpoints.check(input.baseUrl);
    else if (definition.baseUrl !== undefined) await this.deps.endpoints.check(checkCredential(given).baseUrl);
    const tenant = caller.tenant.id;
    const added = await this.deps.vault.add(tenant, { ...given, makeDefault: input.makeDefault ?? true });
    await this.deps.audit.record({ tenant, actor: actorOf(caller), action: 'credential.add', subject: added.id });
    return added;
  }
}
