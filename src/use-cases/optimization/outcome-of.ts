import type { OptimizationPatch } from '../../optimization/optimization-store.js';
import type { OptimizationStopped } from './optimization-stopped.js';

/** What a run has come to, by what stopped it. */
export function outcomeOf(stopped: OptimizationStopped | undefined): OptimizationPatch {
  if (stopped === undefined) return { status: 'succeeded' };
  if (stopped.why === 'cancelled') return { status: 'cancelled' };
  return { status: 'failed', reason: { code: stopped.code, message: stopped.message } };
}
