import { combineStage } from './combine-stage.js';
import { demonstrateStage } from './demonstrate-stage.js';
import { firstReflectionRuns } from './first-reflection-runs.js';
import { reflectStage } from './reflect-stage.js';
import type { Strategy } from './run-search.js';

/**
 * Where demonstrations are first tried, as a share of the budget: on an instruction that has had time to get good, which is
 * sooner where the share comes to enough calls; at once where the budget is too small for a second race, and soon where
 * instructions bring nothing.
 */
const DEMONSTRATE_AT = { share: 0.3, tasks: 75, latest: 0.5 };
const SMALL_BUDGET = 70;
/** Stages without a better instruction, however little they bought, after which demonstrations need not wait. */
const DRY = 4;

/** Reflections between other stages, which need no proposals but live on what these bring. */
const REFLECTIONS = 2;
/** Sets tried at once where demonstrations have not helped so far. */
const FEW = 2;

/**
 * Writes instructions, then adds demonstrations to the best of them, then goes on with both, and with both combined. Where
 * proposals are too dear, demonstrations come at once; where no example has an expected answer, never.
 */
export function auto(): Strategy {
  let round = 0;
  let reflections = 0;
  let combined = true;
  return {
    next(state, { children, spent, running }) {
      if (firstReflectionRuns(state)) return undefined;
      const combine = () => {
        combined = true;
        return state.switches.combining ? combineStage(state, children + 1) : undefined;
      };
      const shows = state.leader.prompt.demonstrations.length > 0;
      const demonstrate = () => {
        const most = round > 0 && !shows ? FEW : children + 1;
        const stage = demonstrateStage(state, most, round);
        if (stage === undefined) return undefined;
        [round, reflections, combined] = [round + 1, 0, false];
        return stage;
      };
      // What did not help so far is tried ever less often.
      const wait = shows ? REFLECTIONS : REFLECTIONS * 2 ** round;
      const small = state.plan.taskCallsPlanned < SMALL_BUDGET;
      const dry = state.merged - state.lastGain.stage >= DRY;
      const enough = spent >= DEMONSTRATE_AT.share && state.plan.taskCallsBought >= DEMONSTRATE_AT.tasks;
      const first = small || dry || enough || spent >= DEMONSTRATE_AT.latest;
      const due = round === 0 ? first : reflections >= wait;
      // On the best instruction there is: what still runs is merged first.
      if (due && round === 0 && running > 0) return undefined;
      const between = due ? ((combined ? undefined : combine()) ?? demonstrate()) : undefined;
      if (between !== undefined) return between;
      const reflect = reflectStage(state, children);
      if (reflect !== undefined) reflections += 1;
      if (reflect !== undefined || running > 0) return reflect;
      return demonstrate() ?? combine();
    },
    says: (state) =>
      state.train.every(({ expected }) => expected === undefined)
        ? 'No training example has an expected answer, so that only instructions were looked for.'
        : round === 0
          ? 'Instructions were looked for; the search ended before demonstrations were tried.'
          : `Instructions were looked for first, demonstrations ${round === 1 ? 'once' : `${round} times`} on the best of them.`,
  };
}
