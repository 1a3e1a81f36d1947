import type { Candidate, SearchExample } from './algorithm.js';
import { ranked } from './ranked.js';
import type { SearchState, Stage } from './search-state.js';

const LEADING = 3;

interface Question {
  readonly candidate: Candidate;
  readonly example: SearchExample;
}

/** Candidates that were dropped on the way, nearest to the leader first. */
function dropped(state: SearchState): readonly Candidate[] {
  const gain = (candidate: Candidate) => {
    const differences = state.book.differences(candidate, state.leader, state.raceSet);
    return differences.length === 0 ? -1 : differences.reduce((sum, value) => sum + value, 0) / differences.length;
  };
  return [...state.created.values()]
    .filter((candidate) => !state.pool.includes(candidate))
    .map((candidate) => ({ candidate, gain: gain(candidate) }))
    .toSorted((a, b) => b.gain - a.gain)
    .map(({ candidate }) => candidate);
}

/**
 * What is left after the last affordable race goes into choosing well: the leading candidates on validation examples
 * beyond the race set, row by row; then, where asked to, into giving those that were dropped early a full hearing.
 */
export function evidenceStage(state: SearchState, options: { readonly hearAll: boolean }): Stage | undefined {
  let left = state.plan.tasksLeft(0);
  const lacks = (candidate: Candidate, examples: readonly SearchExample[]) =>
    examples.filter((example) => state.book.of(candidate, example) === undefined);
  const questions: Question[] = [];
  const finished: Candidate[] = [];

  const leading = ranked(state).slice(0, LEADING);
  for (const example of leading.length > 1 ? state.validation : state.raceSet) {
    const row = leading.filter((candidate) => state.book.of(candidate, example) === undefined);
    if (row.length > left) break;
    left -= row.length;
    questions.push(...row.map((candidate) => ({ candidate, example })));
  }
  for (const candidate of options.hearAll ? dropped(state) : []) {
    const missing = lacks(candidate, state.raceSet);
    if (missing.length > left) continue;
    left -= missing.length;
    finished.push(candidate);
    questions.push(...missing.map((example) => ({ candidate, example })));
  }
  if (options.hearAll && finished.length === 0 && left > 0) {
    // Too little for anything but a few more rows of the runners-up.
    for (const candidate of ranked(state).slice(LEADING)) {
      const missing = lacks(candidate, state.validation).slice(0, left);
      left -= missing.length;
      questions.push(...missing.map((example) => ({ candidate, example })));
    }
  }
  if (questions.length === 0) return undefined;
  return {
    name: 'weighing the leading candidates',
    hold: { tasks: questions.length, proposals: 0 },
    async run(desk) {
      await Promise.all(questions.map(({ candidate, example }) => desk.ask(candidate, example)));
      return { created: [], finished };
    },
  };
}
