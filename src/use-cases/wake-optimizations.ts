import type { Job, JobQueue } from '../jobs/job-queue.js';
import type { OptimizationStore } from '../optimization/optimization-store.js';

export interface WakeOptimizationsDeps {
  readonly optimizations: Pick<OptimizationStore, 'due' | 'requestResume'>;
  readonly queue: Pick<JobQueue, 'enqueue'>;
}

/** Lets runs go on that were paused until a moment that has come; of several replicas that try, one does. */
export class WakeOptimizations {
  /** Due no longer, since they wait for a worker that has not been told of them yet. */
  readonly #woken: Job[] = [];

  constructor(private readonly deps: WakeOptimizationsDeps) {}

  /** What fails is done by the next one. */
  async run(): Promise<void> {
    const { optimizations, queue } = this.deps;
    for (const { tenant, id } of await optimizations.due()) {
      const asked = await optimizations.requestResume(tenant, id);
      if (asked?.resumed === true) this.#woken.push({ id, tenant, turn: asked.record.turn });
    }
    for (let next = this.#woken[0]; next !== undefined; next = this.#woken[0]) {
      await queue.enqueue(next);
      this.#woken.shift();
    }
  }
}
