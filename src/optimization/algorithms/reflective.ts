import { reflectStage } from './reflect-stage.js';
import type { Strategy } from './run-search.js';
import { firstReflectionRuns } from './first-reflection-runs.js';

/** Reads failures and writes instructions. */
export const reflective = (): Strategy => ({
  next: (state, { children }) => (firstReflectionRuns(state) ? undefined : reflectStage(state, children)),
});
