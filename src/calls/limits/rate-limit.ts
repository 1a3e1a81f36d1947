export const limitScopes = ['tenant', 'credential', 'provider'] as const;
export type LimitScope = (typeof limitScopes)[number];

/** `default`: what the operator's settings give every tenant that has no ceiling of its own. */
export type LimitSetter = 'tenant' | 'operator' | 'default';

/** Null where there is none. */
export interface LimitValues {
  /** Requests that reach a provider in any 60 seconds, retries included. */
  readonly requestsPerMinute: number | null;
  /** Tokens in any 60 seconds, input and output together: worst case until a call has ended. */
  readonly tokensPerMinute: number | null;
  /** Requests under way at once. */
  readonly maxConcurrency: number | null;
}

/** How much a tenant's calls may take: all of them, those on one credential, or those to one provider. */
export interface RateLimit extends LimitValues {
  readonly id: string;
  readonly tenant: string;
  readonly setBy: LimitSetter;
  readonly scope: LimitScope;
  /** The credential's or the provider's id; empty where it is for the whole tenant. */
  readonly subject: string;
}

/** Whether a call on this credential to this provider counts. */
export const appliesTo = (
  { scope, subject }: Pick<RateLimit, 'scope' | 'subject'>,
  call: { readonly credential: string | null; readonly provider: string },
): boolean => scope === 'tenant' || subject === (scope === 'credential' ? call.credential : call.provider);
