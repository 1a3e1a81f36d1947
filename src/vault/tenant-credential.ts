import type { TenantSecret } from './tenant-secret.js';

/** A credential as a call uses it: where it may go, and the secret, closed until egress sends. */
export interface TenantCredential {
  /** A stored credential's id; null for one that was passed through or not needed. */
  readonly id: string | null;
  /** What the accounts call it: a stored credential's id, `passed:FINGERPRINT` for a key given for one call or run; null for none. */
  readonly payer: string | null;
  readonly tenant: string;
  readonly provider: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The only origin that the secret may be sent to. */
  readonly origin: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Null for a provider that needs none. */
  readonly secret: TenantSecret | null;
}
