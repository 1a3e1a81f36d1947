import type { SearchState } from './search-state.js';

/** Stages of the baseline, before the first one that writes. */
const BASELINE_STAGES = 2;

/** The first reflection teaches most: nothing is written beside it that does not know what it found. */
export const firstReflectionRuns = (state: SearchState) =>
  state.begun > BASELINE_STAGES && state.merged <= BASELINE_STAGES;
