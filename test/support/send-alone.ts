import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy } from '../../src/egress/endpoint-policy.js';
import { GuardedEgress } from '../../src/egress/guarded-egress.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';

/** A process of its own, for what a process's environment changes: sends to each origin given, and says what became of it. */
const origins = JSON.parse(process.argv[2]!) as readonly string[];
const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
const egress = new GuardedEgress(new EndpointPolicy(new AllowedEndpoints(['127.0.0.0/8']), resolve), TenantSecret.is);
const results: string[] = [];
for (const origin of origins) {
  const secret = new TenantSecret(() => ({ apiKey: 'sk-canary-0123456789' }));
  const { signal } = new AbortController();
  const attempt = egress.attemptFetch({ credential: { origin, secret }, auth: { kind: 'bearer' }, signal });
  try {
    results.push(await (await attempt.fetch(origin, { method: 'POST', body: '{}' })).text());
  } catch (error) {
    results.push((error as { code: string }).code);
  }
}
process.stdout.write(JSON.stringify(results));
await egress.close();
