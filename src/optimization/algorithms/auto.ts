import { combineStage } from './combine-stage.js';
import { demonstrateStage } from './demonstrate-stage.js';
import { firstReflectionRuns } from './first-reflection-runs.js';
import { reflectStage } from './reflect-stage.js';
import type { Strategy } from './run-search.js';

/** Where demonstrations are first tried, as a share of the budget: on an instruction that has had time to get good. */
const DEMONSTRATE_AT = 0.5;

/** Reflections between other stages, which need no proposals but live on what these bring. */
const REFLECTIONS = 2;

/** Writes instructions, then adds demonstrations to the best of them, then goes on with both, and with both combined. */
export function auto(): Strategy {
  let round = 0;
  let reflections = 0;
  let combined = true;
  return {
    next(state, { children, spent, running }) {
      if (firstReflectionRuns(state)) return undefined;
      const due = round === 0 ? spent >= DEMONSTRATE_AT : reflections >= REFLECTIONS;
      // On the best instruction there is: what still runs is merged first.
      if (due && round === 0 && running > 0) return undefined;
      if (due && !combined) {
        combined = true;
        const stage = combineStage(state, children + 1);
        if (stage !== undefined) return stage;
      }
      const demonstrate = due ? demonstrateStage(state, children + 1, round) : undefined;
      if (demonstrate !== undefined) {
        round += 1;
        reflections = 0;
        combined = !state.switches.combining;
        return demonstrate;
      }
      const reflect = reflectStage(state, children);
      if (reflect !== undefined) reflections += 1;
      return reflect;
    },
  };
}
