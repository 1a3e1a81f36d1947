import { LearnedFacts } from '../../src/catalogue/learned-facts.js';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy, type ResolveName } from '../../src/egress/endpoint-policy.js';
import { GuardedEgress, type EgressLimits } from '../../src/egress/guarded-egress.js';
import { ProviderRegistry, type LoadedProvider } from '../../src/plugin-loader/provider-registry.js';
import type { Clock } from '../../src/sdk/index.js';
import { AddCredential } from '../../src/use-cases/add-credential.js';
import type { Caller } from '../../src/use-cases/caller.js';
import { FindModel } from '../../src/use-cases/find-model.js';
import { FindTarget } from '../../src/use-cases/find-target.js';
import { Generate } from '../../src/use-cases/generate.js';
import { GenerationStreams } from '../../src/use-cases/generation-streams.js';
import { OncePerKey } from '../../src/use-cases/idempotency/once-per-key.js';
import { LearnModel } from '../../src/use-cases/learn-model.js';
import { MakeCall } from '../../src/use-cases/make-call.js';
import { PreviewRequest } from '../../src/use-cases/preview-request.js';
import { ProbeModel } from '../../src/use-cases/probe-model.js';
import { ResolveCredential } from '../../src/use-cases/resolve-credential.js';
import { ShowModel } from '../../src/use-cases/show-model.js';
import { CredentialVault } from '../../src/vault/credential-vault.js';
import { DataKeys } from '../../src/vault/data-keys.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { InMemoryAuditTrail } from './in-memory-audit-trail.js';
import { InMemoryAliasStore } from './in-memory-alias-store.js';
import { InMemoryCredentialStore, InMemoryDataKeyStore } from './in-memory-credential-store.js';
import { InMemoryIdempotencyStore } from './in-memory-idempotency-store.js';
import { InMemoryLearnedFactStore } from './in-memory-learned-fact-store.js';
import { callLimits, InMemoryLimitStore } from './in-memory-limit-store.js';
import { keyRing } from './key-ring.js';
import { InMemoryLedger } from './in-memory-ledger.js';
import { requestDigest } from './request-digest.js';

export interface SpendingOptions extends EgressLimits {
  readonly allow?: readonly string[];
  readonly resolve?: ResolveName;
  readonly deadlineMs?: number;
  readonly clock?: Clock;
}

/** Everything that spends, on stores in memory and the real way out; waits between attempts are a few milliseconds. */
export function spendingWith(providers: readonly LoadedProvider[], options: SpendingOptions = {}) {
  const { allow = ['127.0.0.0/8'], resolve, deadlineMs = 2_000, clock = Date, ...egressLimits } = options;
  const ledger = new InMemoryLedger();
  const credentials = new InMemoryCredentialStore();
  const idempotency = new InMemoryIdempotencyStore();
  const vault = new CredentialVault(credentials, new DataKeys(new InMemoryDataKeyStore(), keyRing()));
  const endpoints = new EndpointPolicy(new AllowedEndpoints(allow), resolve);
  const egress = new GuardedEgress(endpoints, TenantSecret.is, egressLimits);
  const registry = new ProviderRegistry(providers, []);
  const findModel = new FindModel({ registry });
  const resolveCredential = new ResolveCredential({ credentials, vault, endpoints });
  const logged: string[] = [];
  const log = (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message);
  const logger = { info: log, warn: log, error: log };
  const retry = { attempts: 3, inDoubtRetries: 1, baseMs: 4, mostMs: 20, mostRetryAfterMs: 5_000 };
  const probeModel = new ProbeModel({ egress, clock });
  const learned = new InMemoryLearnedFactStore();
  const learnModel = new LearnModel({ learnedFacts: new LearnedFacts(learned, clock), credentials, clock, logger });
  const limitStore = new InMemoryLimitStore();
  const limits = callLimits({ store: limitStore, logger });
  const makeCall = new MakeCall({
    ledger,
    limits,
    egress,
    credentials,
    probeModel,
    learnModel,
    clock,
    logger,
    retry,
    deadlineMs,
  });
  const streams = new GenerationStreams();
  const audit = new InMemoryAuditTrail();
  const aliases = new InMemoryAliasStore();
  const findTarget = new FindTarget({ findModel, aliases });
  const oncePerKey = new OncePerKey({ idempotency, ledger, digest: requestDigest(), logger });
  const generateDeps = { findTarget, resolveCredential, makeCall, oncePerKey, streams, deadlineMs };
  return {
    ledger,
    credentials,
    idempotency,
    vault,
    endpoints,
    egress,
    registry,
    findModel,
    findTarget,
    aliases,
    audit,
    resolveCredential,
    makeCall,
    limits,
    limitStore,
    oncePerKey,
    streams,
    logged,
    generate: new Generate(generateDeps),
    /** A second replica on the same stores. */
    otherReplica: () => new Generate({ ...generateDeps, streams: new GenerationStreams() }),
    addCredential: new AddCredential({ registry, vault, endpoints, audit }),
    showModel: new ShowModel({ findTarget, resolveCredential, probeModel, learnModel }),
    previewRequest: new PreviewRequest({ findTarget, probeModel, learnModel }),
    learned,
    learnModel,
  };
}

export type Spending = ReturnType<typeof spendingWith>;

export const callerNamed = (id: string, headerKey?: string): Caller => ({
  tenant: { id, name: id, createdAt: new Date(0) },
  ...(headerKey === undefined ? {} : { headerKey }),
});
