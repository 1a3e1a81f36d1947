import type { SearchExample } from './search.js';
import type { SearchState, Stage } from './search-state.js';

const FIRST_FAILURES = 12;

function scoreBaseline(state: SearchState, name: string, examples: readonly SearchExample[]): Stage {
  const { baseline } = state.search;
  return {
    name,
    hold: { tasks: examples.length, proposals: 0 },
    async run(desk) {
      await Promise.all(examples.map((example) => desk.ask(baseline, example)));
      return { created: [], finished: [baseline] };
    },
  };
}

/** The first failures, then the score that children have to beat: two stages, so that writing begins before scoring ends. */
export function baselineStages(state: SearchState): readonly Stage[] {
  const affordable = Math.max(0, state.plan.tasksLeft(0));
  const train = state.train.slice(0, Math.min(FIRST_FAILURES, Math.floor(affordable / 3)));
  return [
    scoreBaseline(state, 'looking for failures', train),
    scoreBaseline(state, 'scoring the baseline', state.raceSet.slice(0, affordable - train.length)),
  ];
}
