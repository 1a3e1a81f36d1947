import type { SearchState, Stage } from './search-state.js';

const PERFECT = 0.999;

export const perfectOn = (state: SearchState, examples: SearchState['validation']) => {
  const scores = state.book.scores(state.leader, examples);
  return scores.length > 0 && scores.every((score) => score >= PERFECT);
};

/** A leader without a fault on the race set is tried on the rest of the validation examples before it is believed. */
export function verifyStage(state: SearchState): Stage | undefined {
  const { leader } = state;
  const rest = state.validation
    .filter((example) => state.book.of(leader, example) === undefined)
    .slice(0, Math.max(0, state.plan.tasksLeft(0)));
  if (rest.length === 0) return undefined;
  return {
    name: 'verifying the leader',
    hold: { tasks: rest.length, proposals: 0 },
    async run(desk) {
      await Promise.all(rest.map((example) => desk.ask(leader, example)));
      return { created: [], finished: [] };
    },
  };
}
