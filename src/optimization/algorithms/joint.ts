import { combineStage } from './combine-stage.js';
import { demonstrateStage } from './demonstrate-stage.js';
import { firstReflectionRuns } from './first-reflection-runs.js';
import { reflectStage } from './reflect-stage.js';
import type { Strategy } from './run-search.js';
import type { Stage } from './search-state.js';

/** Instructions and demonstrations in turn from the beginning, each on the best of the other, and those that have not met combined. */
export function joint(): Strategy {
  let turn = 0;
  let round = 0;
  return {
    next(state, { children, running }) {
      if (firstReflectionRuns(state)) return undefined;
      const reflect = () => reflectStage(state, children);
      const demonstrate = () => {
        // The first ones on the best instruction there is.
        if (round === 0 && running > 0) return undefined;
        const stage = demonstrateStage(state, children + 1, round);
        if (stage !== undefined) round += 1;
        return stage;
      };
      const combine = () => (state.switches.combining ? combineStage(state, children + 1) : undefined);
      const turns: readonly (() => Stage | undefined)[] = [reflect, demonstrate, reflect, combine];
      const stage = turns[turn % turns.length]!();
      // Proposals may be too dear where a race without them is not.
      if (stage === undefined && running > 0) return undefined;
      turn += 1;
      return stage ?? reflect() ?? combine();
    },
  };
}
