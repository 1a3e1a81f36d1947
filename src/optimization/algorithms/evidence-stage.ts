import type { Candidate, SearchExample } from './search.js';
import { ranked } from './ranked.js';
import type { SearchState, Stage } from './search-state.js';

/** Candidates that are compared to the end. */
const LEADING = 3;

/** Examples that one stage adds: what leads is looked at anew after each. */
const ROWS = 10;

/**
 * What is left after the last affordable race goes into choosing well: the leading candidates on validation examples that
 * they have not answered, those among them that were dropped early or stopped too. Who leads is seen anew each time, so
 * that a candidate that was only lucky makes room for the next.
 */
export function evidenceStage(state: SearchState): Stage | undefined {
  const { plan, validation, book } = state;
  const lacks = (candidate: Candidate): readonly SearchExample[] =>
    validation.filter((example) => book.of(candidate, example) === undefined);
  const leading = ranked(state, [...state.created.values()]).slice(0, LEADING);
  const alone = leading.length === 1;
  const rows = state.waits ? ROWS : Math.max(ROWS, state.search.concurrency);
  let left = plan.tasksLeft(0);
  const questions = (alone ? [] : leading).flatMap((candidate) => {
    const asked = lacks(candidate).slice(0, Math.min(rows, Math.max(0, left)));
    left -= asked.length;
    return asked.map((example) => ({ candidate, example }));
  });
  if (questions.length === 0) return undefined;
  return {
    name: 'weighing the leading candidates',
    hold: { tasks: questions.length, proposals: 0 },
    async run(desk) {
      await Promise.all(questions.map(({ candidate, example }) => desk.ask(candidate, example)));
      return { created: [], finished: leading };
    },
  };
}
