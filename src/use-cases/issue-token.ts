import { randomUUID, type KeyObject } from 'node:crypto';
import type { AccessStore, AccessToken } from '../access/access-store.js';
import { digestOf, newAccessToken } from '../access/access-token.js';
import { tenantScopes, type Scope } from '../access/scopes.js';

export interface IssuedToken {
  readonly token: string;
  readonly accessToken: AccessToken;
}

export interface TokenWishes {
  readonly name?: string;
  readonly scopes?: readonly Scope[];
  readonly expiresAt?: Date | null;
}

/** Makes a token; it is shown this once, as only its digest is kept. */
export class IssueToken {
  constructor(private readonly deps: { readonly access: AccessStore; readonly key: KeyObject }) {}

  async run(tenant: string, { name = 'first', scopes = tenantScopes, expiresAt = null }: TokenWishes = {}) {
    const { token, prefix } = newAccessToken();
    const digest = digestOf(this.deps.key, token);
    const accessToken = await this.deps.access.addToken({
      id: randomUUID(),
      tenant,
      name,
      prefix,
      scopes,
      expiresAt,
      digest,
    });
    return { token, accessToken } satisfies IssuedToken;
  }
}
