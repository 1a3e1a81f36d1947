import type { Candidate } from './search.js';
import { makeCandidate } from './make-candidate.js';
import { raceCost } from './race.js';
import { raceInStage } from './race-in-stage.js';
import { ranked } from './ranked.js';
import type { SearchState, Stage } from './search-state.js';

/** Of instructions and of demonstrations, how many are combined. */
const BEST = 4;

/** The best candidate of each kind. */
function bestOfEach(candidates: readonly Candidate[], kindOf: (candidate: Candidate) => string): readonly Candidate[] {
  const kinds = new Map<string, Candidate>();
  for (const candidate of candidates) if (!kinds.has(kindOf(candidate))) kinds.set(kindOf(candidate), candidate);
  return [...kinds.values()].slice(0, BEST);
}

/** Instructions and demonstrations that have not met, those first that are good on their own. */
function combinations(state: SearchState): readonly Candidate[] {
  const all = ranked(state, [...state.created.values()]);
  const textOf = ({ prompt: { system, user } }: Candidate) => JSON.stringify([system, user]);
  const shows = all.filter(({ prompt }) => prompt.demonstrations.length > 0);
  const demonstrations = bestOfEach(shows, ({ prompt }) => JSON.stringify(prompt.demonstrations));
  // Written without demonstrations in mind, or for others: either may go with these.
  const bare = bestOfEach(
    all.filter(({ prompt }) => prompt.demonstrations.length === 0),
    textOf,
  );
  const instructions = [...new Set([...bare, ...bestOfEach(shows, textOf)])];
  return instructions
    .flatMap((instruction, first) =>
      demonstrations.map((shown, second) => ({
        made: makeCandidate(
          { ...instruction.prompt, demonstrations: shown.prompt.demonstrations },
          [instruction.id, shown.id],
          `this instruction with ${shown.prompt.demonstrations.length} demonstrations found for another`,
        ),
        place: (first % BEST) + second,
      })),
    )
    .filter(({ made }, index, pairs) => pairs.findIndex((pair) => pair.made.id === made.id) === index)
    .filter(({ made }) => !state.created.has(made.id))
    .toSorted((a, b) => a.place - b.place)
    .map(({ made }) => made);
}

/** Good instructions raced with good demonstrations that they have not been tried with: no proposal is needed. */
export function combineStage(state: SearchState, most: number): Stage | undefined {
  const { leader, plan, raceOrder } = state;
  let children = combinations(state).slice(0, most);
  const cost = () => raceCost(children.length, raceOrder.length, state.switches.racing) + state.leaderLacks;
  while (children.length > 0 && cost() > plan.tasksLeft(0)) children = children.slice(0, -1);
  if (children.length === 0) return undefined;
  return {
    name: 'combining instructions and demonstrations',
    hold: { tasks: cost(), proposals: 0 },
    run: (desk) => raceInStage(state, desk, { created: children, leader, examples: raceOrder }),
  };
}
