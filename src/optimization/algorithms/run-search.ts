import type { Choice, Search } from './search.js';
import { baselineStages } from './baseline-stages.js';
import { chooseBest } from './choose-best.js';
import { explainChoice } from './explain-choice.js';
import { evidenceStage } from './evidence-stage.js';
import { runStages, type Lanes } from './run-stages.js';
import { SearchState, type Stage } from './search-state.js';
import { allSwitches, type Switches } from './switches.js';
import { perfectOn, verifyStage } from './verify-stage.js';

/** Without a new leader for so long, in stages and in task calls, the search has run dry. */
const PATIENCE = { stages: 10, tasks: 300 };
const MOST_STAGES = 400;
const LARGE_BUDGET = 300;
const EVIDENCE_ROUNDS = 12;

/** Of calls at the allowed concurrency: too few for races, and enough to have in hand. */
const LAST_ROUNDS = 3;
const ROUNDS_AHEAD = 32;
const MOST_LANES = 12;
const ONE_LANE: Lanes = { least: 1, most: 1, tasks: 0 };

export interface Strategy {
  /** The next stage; undefined where nothing is affordable, or where what runs must be merged first. */
  next(state: SearchState, view: SearchView): Stage | undefined;
  /** What it went by, in words. */
  says?(state: SearchState): string;
}

export interface RunOptions {
  /** Told of the state before the search begins, which then holds the best so far. */
  readonly onState?: (state: SearchState) => void;
  readonly switches?: Partial<Switches>;
}

export interface SearchView {
  /** Share of the planned task calls that is bought or held. */
  readonly spent: number;
  /** Children worth racing at once. */
  readonly children: number;
  /** Stages that still run. */
  readonly running: number;
}

/** Stages that run at once: enough to fill the slots while others wait for their last answers, few enough to build on each other. */
function lanesFor({ search: { concurrency }, waits }: SearchState, tasks: number): Lanes {
  const least = Math.max(2, Math.min(1 + Math.ceil(concurrency / 8), Math.floor(tasks / 100), 5));
  return { least, most: waits ? least : MOST_LANES, tasks: ROUNDS_AHEAD * concurrency };
}

const childrenFor = (tasks: number) => (tasks < 200 ? 2 : tasks < 800 ? 3 : 4);

/**
 * Baseline first, then what the strategy says until it is too dear, perfect or dry; what is left goes into the choice. Fails
 * only with what `call` and `propose` fail with.
 */
export async function runSearch(
  search: Search,
  strategy: Strategy,
  { onState, switches }: RunOptions = {},
): Promise<Choice> {
  const state = new SearchState(search, { ...allSwitches, ...switches });
  onState?.(state);
  const planned = Math.max(1, state.plan.tasksLeft(0));
  const queue = [...baselineStages(state)];
  let converged: string | undefined;

  const next = (): Stage | undefined => {
    const first = queue.shift();
    if (first !== undefined) return first;
    if (perfectOn(state, state.raceSet)) {
      const verify = verifyStage(state);
      if (verify !== undefined) return verify;
      if (perfectOn(state, state.validation)) {
        converged = 'The leading prompt gets every validation example right.';
        return undefined;
      }
    }
    // A fault beyond the race set: from now on children race on all.
    if (perfectOn(state, state.raceSet)) state.raceSize = state.validation.length;
    const sinceGain = state.plan.taskCallsBought - state.lastGain.tasks;
    if (state.merged - state.lastGain.stage >= PATIENCE.stages && sinceGain >= PATIENCE.tasks) {
      converged = `No better prompt was found in the last ${state.merged - state.lastGain.stage} rounds.`;
      return undefined;
    }
    if (state.begun >= MOST_STAGES) return undefined;
    // Too little to fill the slots with races, which take their time: it goes into the choice.
    if (!state.waits && state.plan.tasksLeft(0) < LAST_ROUNDS * search.concurrency) return undefined;
    converged = undefined;
    return strategy.next(state, {
      spent: 1 - state.plan.tasksLeft(0) / planned,
      children: childrenFor(planned),
      running: state.waits ? state.begun - state.merged : 0,
    });
  };

  await runStages(state, lanesFor(state, planned), next);
  // A large budget keeps it for requests lost in a crash, so that a run begun anew still comes to the same end.
  if (search.limits.calls < LARGE_BUDGET) state.plan.slack = 0;
  let rounds = state.switches.evidence ? EVIDENCE_ROUNDS : 0;
  await runStages(state, ONE_LANE, () => (rounds-- > 0 ? evidenceStage(state) : undefined));
  for (const candidate of state.pool) state.report(candidate);
  const best = chooseBest(state);
  const explanation = explainChoice(state, best, strategy.says?.(state));
  return { best, explanation, ...(converged === undefined ? {} : { converged }) };
}
