import { noSuchOptimization } from '../optimization/no-such-optimization.js';
import {
  terminalStatuses,
  type OptimizationRecord,
  type OptimizationStore,
} from '../optimization/optimization-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** Asks whichever worker runs it to begin nothing new; one that has not begun is paused at once, one that is paused stays so. */
export class PauseOptimization {
  constructor(private readonly deps: { readonly optimizations: OptimizationStore }) {}

  async run(caller: Caller, id: string): Promise<OptimizationRecord> {
    const record = await this.deps.optimizations.requestPause(caller.tenant.id, id);
    if (record === undefined) throw noSuchOptimization();
    if (terminalStatuses.includes(record.status)) {
      throw new ByomError('CONFLICT', 'It has ended: there is nothing left to pause.');
    }
    if (record.cancelRequested) throw new ByomError('CONFLICT', 'It is being cancelled, and cannot be paused.');
    return record;
  }
}
