import { seededRandom } from '../seeded-random.js';
import type { Candidate } from './search.js';
import { demonstrationSet } from './demonstration-set.js';
import { failureCost, findFailures } from './find-failures.js';
import { makeCandidate } from './make-candidate.js';
import { newCandidates } from './new-candidates.js';
import { raceCost } from './race.js';
import { raceInStage } from './race-in-stage.js';
import type { SearchState, Stage } from './search-state.js';

const SIZES = [3, 6, 12, 20];
const GROWTH = 1.4;

/** Sizes to try: all at first (fewer where they could not be told apart for the money), later those around the leader's. */
function sizesFor(state: SearchState, round: number, most: number): readonly number[] {
  const available = state.train.filter((example) => example.expected !== undefined).length;
  // With many labels, a set that shows each of them twice.
  const all = [
    ...SIZES,
    ...(state.labels > 10 && state.labels * 2 <= available ? [Math.min(40, state.labels * 2)] : []),
  ];
  const has = state.leader.prompt.demonstrations.length;
  // Where the most that was tried leads, more may be better still.
  const more = round === 0 ? [] : [Math.round(has * GROWTH), Math.round(has * GROWTH ** 2)];
  const sizes = [...new Set([...all, ...more].map((size) => Math.min(size, available)))].filter((size) => size > 0);
  if (round === 0) return sizes.slice(-most);
  const near = sizes.toSorted((a, b) => Math.abs(a - has) - Math.abs(b - has) || b - a);
  return [near[0]!, ...near].filter((size) => size !== undefined).slice(0, most);
}

/** Sets of demonstrations of several sizes on the leading instruction, raced against the leader. */
export function demonstrateStage(state: SearchState, most: number, round: number): Stage | undefined {
  const { search, leader, plan, raceOrder } = state;
  const stage = state.begun;
  const known = new Set(state.created.keys());
  if (!state.switches.demonstrations || search.train.every((example) => example.expected === undefined))
    return undefined;
  let sizes = sizesFor(state, round, most);
  const cost = () =>
    raceCost(sizes.length, raceOrder.length, state.switches.racing) + state.leaderLacks + failureCost(state, leader);
  const wanted = sizes.length;
  while (sizes.length > 0 && cost() > plan.tasksLeft(0)) sizes = sizes.slice(1);
  if (sizes.length === 0 || (sizes.length < wanted && state.waits && state.begun > state.merged)) return undefined;
  const hold = { tasks: cost(), proposals: 0 };
  return {
    name: 'choosing demonstrations',
    hold,
    async run(desk) {
      const failures = await findFailures(state, desk, leader);
      const hard = new Set(failures.map(({ example }) => example));
      const made = sizes.map((size, slot): Candidate => {
        const random = seededRandom(search.seed, 'demonstrations', stage, slot);
        const demonstrations = demonstrationSet({
          train: search.train,
          hard,
          size,
          characters: search.demonstrationCharacters,
          random,
        });
        return makeCandidate(
          { ...leader.prompt, demonstrations },
          [leader.id],
          `${demonstrations.length} demonstrations, ${hard.size > 0 ? 'failures first' : 'spread over the data'}`,
        );
      });
      const shown = made.filter(({ prompt }) => prompt.demonstrations.length > 0);
      return raceInStage(state, desk, { created: newCandidates(shown, known), leader, examples: raceOrder });
    },
  };
}
