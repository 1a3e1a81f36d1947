import { demonstrateStage } from './demonstrate-stage.js';
import { firstReflectionRuns } from './first-reflection-runs.js';
import { reflectStage } from './reflect-stage.js';
import type { Strategy } from './run-search.js';

/** Where demonstrations are first tried, as a share of the budget: on an instruction that has had time to get good. */
const DEMONSTRATE_AT = 0.5;

/** Writes instructions, then adds demonstrations to the best of them, then goes on with both, instructions twice as often. */
export function auto(): Strategy {
  let round = 0;
  let sinceDemonstrations = 0;
  return {
    next(state, { children, spent, running }) {
      if (firstReflectionRuns(state)) return undefined;
      const due = round === 0 ? spent >= DEMONSTRATE_AT : sinceDemonstrations >= 2;
      if (due) {
        // On the best instruction there is: what still runs is merged first.
        if (round === 0 && running > 0) return undefined;
        const stage = demonstrateStage(state, children, round);
        if (stage !== undefined) {
          round += 1;
          sinceDemonstrations = 0;
          return stage;
        }
      }
      const stage = reflectStage(state, children);
      if (stage !== undefined) sinceDemonstrations += 1;
      return stage;
    },
  };
}
