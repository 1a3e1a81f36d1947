import type { JobQueue } from '../jobs/job-queue.js';
import { noSuchOptimization } from '../optimization/no-such-optimization.js';
import {
  resumableStatuses,
  terminalStatuses,
  type OptimizationRecord,
  type OptimizationStore,
} from '../optimization/optimization-store.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError, type Logger } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { askedCredentials } from './idempotency/asked-optimization.js';
import type { OncePerKey } from './idempotency/once-per-key.js';
import type { OptimizationRunInput } from './optimization/optimization-run-input.js';
import { keyApart } from './key-apart.js';
import type { CredentialInput } from './resolve-credential.js';
import type { RunCredentials } from './optimization/run-credentials.js';

export interface ResumeOptimizationDeps {
  readonly optimizations: OptimizationStore;
  readonly registry: Pick<ProviderRegistry, 'find'>;
  readonly runCredentials: RunCredentials;
  readonly oncePerKey: OncePerKey;
  readonly queue: JobQueue;
  readonly logger: Logger;
}

const conflict = (message: string) => new ByomError('CONFLICT', message);

/** Lets a paused optimization go on from what is stored, on its own keys or on others; one that waits or runs just goes on. */
export class ResumeOptimization {
  constructor(private readonly deps: ResumeOptimizationDeps) {}

  /** Once for an idempotency key: asked again it only tells how the optimization stands. */
  async run(caller: Caller, id: string, given?: readonly CredentialInput[], key?: string): Promise<OptimizationRecord> {
    keyApart(key, given ?? [], caller.headerKey);
    if (key === undefined) return this.resume(caller, id, given);
    const tenant = caller.tenant.id;
    let resumed: OptimizationRecord | undefined;
    await this.deps.oncePerKey.run(
      { tenant, operation: 'resumeOptimization', key },
      {
        asked: { id, credentials: askedCredentials(given ?? []) },
        make: async () => {
          resumed = await this.resume(caller, id, given);
          return null;
        },
        record: { of: () => null, read: () => null },
      },
    );
    const record = resumed ?? (await this.deps.optimizations.find(tenant, id));
    if (record === undefined) throw noSuchOptimization();
    return record;
  }

  private async resume(caller: Caller, id: string, given?: readonly CredentialInput[]): Promise<OptimizationRecord> {
    const tenant = caller.tenant.id;
    const before = await this.find(tenant, id);
    if (given === undefined || given.length === 0) {
      if (resumableStatuses.includes(before.status)) await this.checkKeys(before);
      return this.goOn(tenant, id);
    }
    if (!resumableStatuses.includes(before.status)) {
      throw conflict('Other credentials can be given only to an optimization that is PAUSED or AWAITING_KEY.');
    }
    try {
      const providers = Object.keys(keysOf(before)).flatMap((provider) => this.deps.registry.find(provider) ?? []);
      const credentials = await this.deps.runCredentials.replace(caller, providers, given, id);
      return await this.goOn(tenant, id, credentials);
    } finally {
      // Those replaced, or those given in vain.
      const now = await this.deps.optimizations.find(tenant, id);
      if (now !== undefined) await this.deps.runCredentials.destroyUnused(tenant, id, keysOf(now));
    }
  }

  private async find(tenant: string, id: string): Promise<OptimizationRecord> {
    const record = await this.deps.optimizations.find(tenant, id);
    if (record === undefined) throw noSuchOptimization();
    if (terminalStatuses.includes(record.status)) throw conflict('It has ended: there is nothing left to resume.');
    if (record.cancelRequested) throw conflict('It is being cancelled, and cannot be resumed.');
    if (record.status === 'running' && record.pauseRequested) {
      throw conflict('It is still pausing: resume it once its status is PAUSED.');
    }
    return record;
  }

  /** A run that could not make a single call stays paused. */
  private async checkKeys(record: OptimizationRecord): Promise<void> {
    for (const [id, credential] of Object.entries(keysOf(record))) {
      const provider = this.deps.registry.find(id);
      if (provider !== undefined) await this.deps.runCredentials.open(record.tenant, credential, provider);
    }
  }

  private async goOn(
    tenant: string,
    id: string,
    credentials?: Readonly<Record<string, string | null>>,
  ): Promise<OptimizationRecord> {
    const asked = await this.deps.optimizations.requestResume(tenant, id, credentials);
    const record = asked?.resumed === true ? asked.record : await this.find(tenant, id);
    if (credentials !== undefined && asked?.resumed !== true) {
      throw conflict('It was resumed meanwhile, on the credentials that it had.');
    }
    if (record.status === 'queued') {
      await this.deps.queue.enqueue(record).catch(() => {
        // It is stored, and every start enqueues what waits.
        this.deps.logger.error({ optimization: id }, 'An optimization could not be enqueued; the next start does it.');
      });
    }
    return record;
  }
}

const keysOf = (record: OptimizationRecord) => (record.input as unknown as OptimizationRunInput).credentials;
