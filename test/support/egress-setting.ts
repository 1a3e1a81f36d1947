import type { RequestListener } from 'node:http';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy, type ResolveName } from '../../src/egress/endpoint-policy.js';
import { GuardedEgress, type AttemptRoute, type EgressLimits } from '../../src/egress/guarded-egress.js';
import type { DeclaredAuth, ProviderFetch } from '../../src/sdk/index.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { startRawServer, type RawServer } from './raw-server.js';

export const canary = 'sk-canary-0123456789abcdefghijklmnop';

export interface EgressOptions extends EgressLimits {
  readonly allow?: readonly string[];
  readonly resolve?: ResolveName;
}

/** Servers and ways out of one test, closed together. */
export class EgressSetting {
  readonly undo: (() => Promise<unknown>)[] = [];

  async serve(listener: RequestListener): Promise<RawServer> {
    const server = await startRawServer(listener);
    this.undo.push(() => server.close());
    return server;
  }

  egress({ allow = ['127.0.0.0/8'], resolve, ...limits }: EgressOptions = {}): GuardedEgress {
    const egress = new GuardedEgress(new EndpointPolicy(new AllowedEndpoints(allow), resolve), TenantSecret.is, limits);
    this.undo.push(() => egress.close());
    return egress;
  }

  async close(): Promise<void> {
    for (const step of this.undo.splice(0).toReversed()) await step();
  }
}

export const routeTo = (
  origin: string,
  auth: DeclaredAuth = { kind: 'bearer' },
  signal: AbortSignal = new AbortController().signal,
): AttemptRoute => ({ credential: { origin, secret: new TenantSecret(() => ({ apiKey: canary })) }, auth, signal });

export const post = (fetch: ProviderFetch, url: string, headers?: unknown) =>
  fetch(url, { method: 'POST', headers, body: '{"a":1}' });
