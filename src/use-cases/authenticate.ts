import type { Authenticator } from '../access/authenticator.js';
import type { Caller } from './caller.js';

export interface AuthenticateInput {
  /** The `Authorization` header, or a connection's parameter of that name. */
  readonly authorization?: string;
  /** The `X-BYOM-Provider-Key` header. */
  readonly providerKey?: string;
}

/** Turns a request's headers into its caller, or fails with UNAUTHENTICATED. */
export class Authenticate {
  constructor(private readonly deps: { readonly authenticator: Authenticator }) {}

  async run({ authorization, providerKey }: AuthenticateInput): Promise<Caller> {
    const { tenant, token } = await this.deps.authenticator.authenticate(authorization);
    const caller = { tenant, token: { id: token.id, scopes: token.scopes } };
    return providerKey === undefined ? caller : { ...caller, headerKey: providerKey };
  }
}
