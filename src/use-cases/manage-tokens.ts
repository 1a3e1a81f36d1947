import type { AccessStore, AccessToken } from '../access/access-store.js';
import type { AuditTrail } from '../access/audit-trail.js';
import type { Authenticator } from '../access/authenticator.js';
import { tenantScopes, type Scope } from '../access/scopes.js';
import { ByomError, type Clock } from '../sdk/index.js';
import { actorOf, type Caller } from './caller.js';
import type { IssuedToken, IssueToken } from './issue-token.js';

export interface CreateTokenInput {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Date;
  /** Another tenant's id, for the operator. */
  readonly tenant?: string;
}

export interface ManageTokensDeps {
  readonly access: AccessStore;
  readonly audit: AuditTrail;
  readonly authenticator: Authenticator;
  readonly issueToken: IssueToken;
  readonly clock: Clock;
}

const MOST_TOKENS = 1_000;
const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);
const isOperator = ({ token }: Caller) => token?.scopes.includes('operator') === true;

/** A tenant's tokens, and for the operator any tenant's. */
export class ManageTokens {
  constructor(private readonly deps: ManageTokensDeps) {}

  async list(caller: Caller, tenant?: string): Promise<readonly AccessToken[]> {
    return this.deps.access.tokens(await this.#tenant(caller, tenant));
  }

  /** A token gives no more than its maker's own has. */
  async create(caller: Caller, { name, scopes, expiresAt, tenant: other }: CreateTokenInput): Promise<IssuedToken> {
    const { access, audit, issueToken, clock } = this.deps;
    const tenant = await this.#tenant(caller, other);
    if (!/^\P{Cc}{1,100}$/u.test(name)) throw bad('`name` has 1 to 100 characters.');
    if (scopes.length === 0) throw bad('`scopes` has at least one.');
    const own = isOperator(caller) && tenant !== caller.tenant.id ? tenantScopes : (caller.token?.scopes ?? []);
    if (scopes.some((scope) => !own.includes(scope))) {
      throw new ByomError('FORBIDDEN', '`scopes` has one that this token cannot give, since it lacks it.');
    }
    if (expiresAt !== undefined && expiresAt.getTime() <= clock.now()) throw bad('`expiresAt` is in the past.');
    const valid = (await access.tokens(tenant)).filter((token) => token.revokedAt === null);
    if (valid.length >= MOST_TOKENS) throw bad(`There are at most ${MOST_TOKENS} tokens: revoke one first.`);
    const issued = await issueToken.run(tenant, { name, scopes: [...new Set(scopes)], expiresAt });
    await audit.record({ tenant, actor: actorOf(caller), action: 'token.create', subject: issued.accessToken.id });
    return issued;
  }

  async revoke(caller: Caller, id: string, other?: string): Promise<AccessToken> {
    const { access, audit, authenticator } = this.deps;
    const tenant = await this.#tenant(caller, other);
    const revoked = await access.revokeToken(tenant, id);
    if (revoked === undefined) throw new ByomError('NOT_FOUND', 'There is no token of yours with this id.');
    authenticator.forget();
    await audit.record({ tenant, actor: actorOf(caller), action: 'token.revoke', subject: id });
    return revoked;
  }

  async #tenant(caller: Caller, other: string | undefined): Promise<string> {
    if (other === undefined || other === caller.tenant.id) return caller.tenant.id;
    // The same for whoever may not know of it as for one that does not exist.
    const found = isOperator(caller) ? await this.deps.access.findTenant(other) : undefined;
    if (found === undefined) throw new ByomError('NOT_FOUND', 'There is no tenant with this id.');
    return found.id;
  }
}
