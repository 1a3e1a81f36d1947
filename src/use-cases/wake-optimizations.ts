import type { JobQueue } from '../jobs/job-queue.js';
import type { OptimizationStore } from '../optimization/optimization-store.js';

export interface WakeOptimizationsDeps {
  readonly optimizations: Pick<OptimizationStore, 'due' | 'requestResume'>;
  readonly queue: Pick<JobQueue, 'enqueue'>;
}

/** Lets runs go on that were paused until a moment that has come; of several replicas that try, one does. */
export class WakeOptimizations {
  constructor(private readonly deps: WakeOptimizationsDeps) {}

  async run(): Promise<void> {
    const { optimizations, queue } = this.deps;
    for (const { tenant, id } of await optimizations.due()) {
      const asked = await optimizations.requestResume(tenant, id);
      if (asked?.resumed === true) await queue.enqueue(asked.record);
    }
  }
}
