import { reflectStage } from './reflect-stage.js';
import type { Strategy } from './run-search.js';

/** Reads failures and writes instructions. */
export const reflective = (): Strategy => ({
  next: (state, { children }) => reflectStage(state, children),
});
