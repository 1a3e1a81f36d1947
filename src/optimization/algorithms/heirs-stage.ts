import type { CandidatePrompt } from './search.js';
import { makeCandidate } from './make-candidate.js';
import { newCandidates } from './new-candidates.js';
import { raceCost } from './race.js';
import { raceInStage } from './race-in-stage.js';
import type { SearchState, Stage } from './search-state.js';

/** Prompts that were good on another model, raced against the leader on this one; undefined where none is new or affordable. */
export function heirsStage(state: SearchState, heirs: readonly CandidatePrompt[]): Stage | undefined {
  const { leader, plan, raceSet } = state;
  const made = heirs.map((prompt) => makeCandidate(prompt, [state.search.baseline.id], 'tried on the model before'));
  let created = newCandidates(made, state.created);
  const cost = () => raceCost(created.length, raceSet.length, state.switches.racing) + state.leaderLacks;
  while (created.length > 0 && cost() > plan.tasksLeft(0)) created = created.slice(0, -1);
  if (created.length === 0) return undefined;
  return {
    name: 'trying earlier candidates',
    hold: { tasks: cost(), proposals: 0 },
    run: (desk) => raceInStage(state, desk, { created, leader, examples: raceSet }),
  };
}
