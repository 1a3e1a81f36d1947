import { demonstrateStage } from './demonstrate-stage.js';
import type { Strategy } from './run-search.js';

/** Searches for demonstrations: their number, and which. */
export function fewShot(): Strategy {
  let round = 0;
  return {
    next(state, { children }) {
      const stage = demonstrateStage(state, children + 1, round);
      if (stage !== undefined) round += 1;
      return stage;
    },
  };
}
