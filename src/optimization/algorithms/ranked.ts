import type { AnswerBook } from './answer-book.js';
import type { Candidate, SearchExample } from './algorithm.js';
import { smoothedScores } from './smoothed-scores.js';

/** What a thousand characters more must bring at least. */
const PER_THOUSAND_CHARACTERS = 0.0005;

/** Differences that are only those of rounding. */
const ROUNDING = 1e-6;

/** Candidates that ran to the end, or others where they are named, best first; of equal ones the shorter, then the older. */
export function ranked(
  state: {
    readonly created: ReadonlyMap<string, Candidate>;
    readonly pool: readonly Candidate[];
    readonly validation: readonly SearchExample[];
    readonly book: AnswerBook;
  },
  candidates: readonly Candidate[] = state.pool,
): readonly Candidate[] {
  const all = [...state.created.values()];
  const scores = smoothedScores(all, state.validation, state.book);
  const places = new Map(all.map((candidate, place) => [candidate.id, place]));
  return candidates
    .map((candidate) => {
      const characters = JSON.stringify(candidate.prompt).length;
      const worth = scores.get(candidate.id)! - (characters / 1000) * PER_THOUSAND_CHARACTERS;
      return { candidate, worth: Math.round(worth / ROUNDING), place: places.get(candidate.id)! };
    })
    .toSorted((a, b) => b.worth - a.worth || a.place - b.place)
    .map(({ candidate }) => candidate);
}
