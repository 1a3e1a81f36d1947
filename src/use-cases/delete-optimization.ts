import { noSuchOptimization } from '../optimization/no-such-optimization.js';
import type { OptimizationStore } from '../optimization/optimization-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

/** Removes an optimization with its candidates, events, answers and keys, for good; what it spent stays in the accounts. */
export class DeleteOptimization {
  constructor(private readonly deps: { readonly optimizations: OptimizationStore }) {}

  async run(caller: Caller, id: string): Promise<string> {
    const outcome = await this.deps.optimizations.remove(caller.tenant.id, id);
    if (outcome === undefined) throw noSuchOptimization();
    if (outcome === 'running') throw new ByomError('CONFLICT', 'It is running: cancel it first.');
    return id;
  }
}
