import type { CandidatePrompt } from './algorithm.js';
import { makeCandidate } from './make-candidate.js';
import { race, raceCost } from './race.js';
import type { SearchState, Stage } from './search-state.js';

/** Prompts that were good on another model, raced against the leader on this one; undefined where none is new or affordable. */
export function heirsStage(state: SearchState, heirs: readonly CandidatePrompt[]): Stage | undefined {
  const { leader, plan, raceSet } = state;
  const made = heirs.map((prompt) => makeCandidate(prompt, [state.search.baseline.id], 'tried on the model before'));
  let created = made.filter(
    ({ id }, index) => !state.created.has(id) && made.findIndex((other) => other.id === id) === index,
  );
  const cost = () => raceCost(created.length, raceSet.length, state.switches.racing) + state.leaderLacks;
  while (created.length > 0 && cost() > plan.tasksLeft(0)) created = created.slice(0, -1);
  if (created.length === 0) return undefined;
  return {
    name: 'trying earlier candidates',
    hold: { tasks: cost(), proposals: 0 },
    async run(desk) {
      desk.begun.push(...created);
      const options = { children: created, leader, examples: raceSet, early: state.switches.racing };
      const finished = await race({ ...options, book: desk.book, ask: desk.ask });
      return { created, finished };
    },
  };
}
