import { noSuchOptimization } from '../optimization/no-such-optimization.js';
import type { OptimizationRecord, OptimizationStore } from '../optimization/optimization-store.js';
import type { Caller } from './caller.js';

/** Asks whichever worker runs it to stop; one that has not begun ends at once, one that has ended stays as it is. */
export class CancelOptimization {
  constructor(private readonly deps: { readonly optimizations: OptimizationStore }) {}

  async run(caller: Caller, id: string): Promise<OptimizationRecord> {
    const record = await this.deps.optimizations.requestCancel(caller.tenant.id, id);
    if (record === undefined) throw noSuchOptimization();
    return record;
  }
}
