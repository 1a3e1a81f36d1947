import type { LoadedProvider } from '../plugin-loader/provider-registry.js';
import type { ResolvedModel } from '../sdk/index.js';
import type { TenantCredential } from '../vault/tenant-credential.js';

/** Whom a call asks, and on whose account. */
export interface CallTarget {
  readonly provider: LoadedProvider;
  readonly model: ResolvedModel;
  readonly credential: TenantCredential;
}
