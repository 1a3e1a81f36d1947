import type { AnswerBook } from './answer-book.js';
import type { Candidate, SearchExample } from './algorithm.js';
import type { Failure } from './reflection-prompt.js';
import type { SearchState, StageDesk } from './search-state.js';

const ENOUGH = 6;
const BLOCK = 8;
/** Blocks that one stage buys at most for one parent. */
const MOST_BLOCKS = 2;

/** What the candidate is known to get wrong, worst first. */
export function knownFailures(
  candidate: Candidate,
  train: readonly SearchExample[],
  book: AnswerBook,
): readonly Failure[] {
  return train
    .flatMap((example) => {
      const answer = book.of(candidate, example);
      return answer?.kind === 'scored' && answer.score < 0.999 ? [{ example, answer }] : [];
    })
    .toSorted((a, b) => a.answer.score - b.answer.score)
    .map(({ example, answer }) => ({ example, output: answer.output, feedback: answer.feedback }));
}

/** Failures of the candidate on training examples: those known already, and more where they are too few. */
export async function findFailures(
  state: SearchState,
  desk: StageDesk,
  candidate: Candidate,
): Promise<readonly Failure[]> {
  for (let block = 0; block < MOST_BLOCKS; block += 1) {
    const failures = knownFailures(candidate, state.train, desk.book);
    if (failures.length >= ENOUGH) return failures;
    const unseen = state.train.filter((example) => desk.book.of(candidate, example) === undefined);
    if (unseen.length === 0) return failures;
    // Half of them where a parent failed (children mostly fail there too), half fresh ones (which may show what they broke).
    const parents = candidate.parents.flatMap((id) => state.created.get(id) ?? []);
    const hard = unseen.filter((example) =>
      parents.some((parent) => {
        const answer = desk.book.of(parent, example);
        return answer?.kind === 'scored' && answer.score < 0.999;
      }),
    );
    const chosen = new Set(
      [...hard.slice(0, BLOCK / 2), ...unseen.filter((example) => !hard.includes(example))].slice(0, BLOCK),
    );
    for (const example of hard) if (chosen.size < BLOCK) chosen.add(example);
    await Promise.all([...chosen].map((example) => desk.ask(candidate, example)));
  }
  return knownFailures(candidate, state.train, desk.book);
}

/** The most task calls that `findFailures` can take. */
export function failureCost(state: SearchState, candidate: Candidate): number {
  if (knownFailures(candidate, state.train, state.book).length >= ENOUGH) return 0;
  const unseen = state.train.filter((example) => state.book.of(candidate, example) === undefined);
  return Math.min(BLOCK * MOST_BLOCKS, unseen.length);
}
