import type { Candidate, Search } from '../../optimization/algorithms/search.js';
import { chooseBest } from '../../optimization/algorithms/choose-best.js';
import { explainChoice } from '../../optimization/algorithms/explain-choice.js';
import { runSearch, type Strategy } from '../../optimization/algorithms/run-search.js';
import type { SearchState } from '../../optimization/algorithms/search-state.js';
import { OptimizationStopped } from './optimization-stopped.js';

export interface Found {
  readonly best: Candidate;
  /** Why the search ended before its budget; undefined where it used it up, or was stopped. */
  readonly converged?: string;
  /** What was tried, and how the best came to be, in words. */
  readonly explanation?: string;
  readonly stopped?: OptimizationStopped;
}

/** Searches to the end or until it is stopped: then what was found so far is the best. `tested`: a final test follows. */
export async function searchUntilStopped(search: Search, strategy: Strategy, tested: boolean): Promise<Found> {
  let state: SearchState | undefined;
  try {
    return await runSearch(search, strategy, { onState: (begun) => (state = begun) });
  } catch (error) {
    if (!(error instanceof OptimizationStopped)) throw error;
    if (state === undefined) return { best: search.baseline, stopped: error };
    const best = chooseBest(state, { tested });
    for (const candidate of new Set([search.baseline, ...state.pool])) state.report(candidate);
    return { best, explanation: explainChoice(state, best, strategy.says?.(state)), stopped: error };
  }
}
