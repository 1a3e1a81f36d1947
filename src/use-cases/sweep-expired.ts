import type { DatasetStore } from '../datasets/dataset-store.js';
import type { OptimizationStore } from '../optimization/optimization-store.js';
import type { PromptStore } from '../prompts/prompt-store.js';
import type { RetentionPeriods } from '../retention/retention-periods.js';
import type { Expired, RetentionStore } from '../retention/retention-store.js';
import type { Logger } from '../sdk/index.js';

export interface SweepExpiredDeps {
  readonly retention: RetentionStore;
  readonly longest: RetentionPeriods;
  readonly optimizations: Pick<OptimizationStore, 'remove'>;
  readonly datasets: Pick<DatasetStore, 'removeUnused'>;
  readonly prompts: Pick<PromptStore, 'removeUnused'>;
  readonly logger: Logger;
}

/** One replica in so many seconds; what it leaves, the next one finds. */
const EVERY_SECONDS = 50;
const AT_ONCE = { things: 50, answers: 1_000 };
const MOST_BATCHES = 40;

/** Deletes what is kept for longer than its tenant, or the operator, wants. */
export class SweepExpired {
  constructor(private readonly deps: SweepExpiredDeps) {}

  /** Returns how many things it deleted. */
  async run(): Promise<number> {
    const { retention, longest, logger } = this.deps;
    if (!(await retention.claimSweep(EVERY_SECONDS))) return 0;
    const things = await batches(AT_ONCE.things, async () => {
      const expired = await retention.expired(longest, AT_ONCE.things);
      let removed = 0;
      // Each in a transaction of its own, as its tenant.
      for (const one of expired) if (await this.#remove(one)) removed += 1;
      return removed;
    });
    const answers = await batches(AT_ONCE.answers, () => retention.removeExpiredAnswers(longest, AT_ONCE.answers));
    if (things + answers > 0) logger.info({ things, answers }, 'What was past its retention period was deleted.');
    return things + answers;
  }

  async #remove({ kind, tenant, key, days }: Expired): Promise<boolean> {
    const { optimizations, datasets, prompts } = this.deps;
    if (kind === 'dataset') return datasets.removeUnused(tenant, key, days);
    if (kind === 'prompt') return prompts.removeUnused(tenant, key, days);
    return (await optimizations.remove(tenant, key)) === 'removed';
  }
}

/** As long as each is full; gives the sum. */
async function batches(full: number, one: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let count = 0; count < MOST_BATCHES; count += 1) {
    const done = await one();
    sum += done;
    if (done < full) break;
  }
  return sum;
}
