import type { AuditTrail } from '../access/audit-trail.js';
import type { LimitStore } from '../calls/limits/limit-store.js';
import type { EndpointPolicy } from '../egress/endpoint-policy.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError, filledBaseUrl, type JsonObject } from '../sdk/index.js';
import { checkCredential } from '../vault/check-credential.js';
import type { CredentialStore, StoredCredential } from '../vault/credential-store.js';
import type { CredentialVault } from '../vault/credential-vault.js';
import { actorOf, type Caller } from './caller.js';
import { ownCredential } from './own-credential.js';

export interface RotateCredentialInput {
  readonly apiKey?: string | null;
  readonly fields?: JsonObject | null;
  readonly baseUrl?: string | null;
}

export interface RotateCredentialDeps {
  readonly registry: ProviderRegistry;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly vault: CredentialVault;
  readonly endpoints: EndpointPolicy;
  readonly audit: AuditTrail;
  readonly limits: Pick<LimitStore, 'resume'>;
}

/** Whether it is the provider's own address, which may depend on the fields that are given anew. */
const isOwn = (own: string | undefined, { baseUrl, fields }: StoredCredential): boolean =>
  own !== undefined && filledBaseUrl(own, fields, () => '') === baseUrl;

/** Another key in the place of a stored one: whoever uses the credential goes on with the new key. */
export class RotateCredential {
  constructor(private readonly deps: RotateCredentialDeps) {}

  async run(caller: Caller, id: string, input: RotateCredentialInput): Promise<StoredCredential> {
    const tenant = caller.tenant.id;
    const stored = await ownCredential(this.deps.credentials, tenant, id);
    const provider = this.deps.registry.find(stored.provider);
    if (!provider) {
      throw new ByomError('NOT_FOUND', `The plugin of provider ${stored.provider} is not loaded any more.`);
    }
    const { definition } = provider;
    const given = {
      definition,
      apiKey: input.apiKey ?? undefined,
      // What is not secret stays as it is where nothing is said of it; a secret is always given anew.
      fields: { ...stored.fields, ...input.fields },
      // A key goes only where it was registered for, so that another address needs the key again: it is given here.
      baseUrl: input.baseUrl ?? (isOwn(definition.baseUrl, stored) ? undefined : stored.baseUrl),
    };
    const { secrets, baseUrl } = checkCredential(given);
    if (stored.sealed !== null && secrets === null) {
      throw new ByomError('BAD_USER_INPUT', 'Give the key: neither it nor another address is taken without it.');
    }
    await this.deps.endpoints.check(baseUrl);
    const rotated = await this.deps.vault.rotate(stored, given);
    await this.deps.audit.record({ tenant, actor: actorOf(caller), action: 'credential.rotate', subject: id });
    // What the provider asked of the former key it has not asked of this one.
    await this.deps.limits.resume(tenant, id);
    return rotated;
  }
}
