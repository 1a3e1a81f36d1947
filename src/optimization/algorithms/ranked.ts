import type { AnswerBook } from './answer-book.js';
import type { Candidate, SearchExample } from './search.js';
import { smoothedScores } from './smoothed-scores.js';

/** What a thousand characters more must bring at least. */
const PER_THOUSAND_CHARACTERS = 0.0005;

/** Differences that are only those of rounding. */
const ROUNDING = 1e-6;

interface Evidence {
  readonly created: ReadonlyMap<string, Candidate>;
  readonly validation: readonly SearchExample[];
  readonly book: AnswerBook;
}

/** What every candidate is expected to score, less what its length must bring. */
export function worths({ created, validation, book }: Evidence): ReadonlyMap<string, number> {
  const candidates = [...created.values()];
  const scores = smoothedScores(candidates, validation, book);
  return new Map(
    candidates.map(({ id, prompt }) => {
      const length = JSON.stringify(prompt).length / 1000;
      return [id, Math.round((scores.get(id)! - length * PER_THOUSAND_CHARACTERS) / ROUNDING) * ROUNDING];
    }),
  );
}

/** Best first; of equal ones the older. */
export function ranked(evidence: Evidence, candidates: readonly Candidate[]): readonly Candidate[] {
  const worth = worths(evidence);
  const places = new Map([...evidence.created.keys()].map((id, place) => [id, place]));
  return candidates.toSorted((a, b) => worth.get(b.id)! - worth.get(a.id)! || places.get(a.id)! - places.get(b.id)!);
}
