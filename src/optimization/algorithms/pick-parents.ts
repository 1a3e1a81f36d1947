import type { SeededRandom } from '../seeded-random.js';
import type { AnswerBook } from './answer-book.js';
import type { Candidate, SearchExample } from './search.js';

/**
 * The leader first; then candidates that are best on some example, each as likely as it is often so: what is best on few
 * examples knows something that the leader does not.
 */
export function pickParents(
  leader: Candidate,
  pool: readonly Candidate[],
  examples: readonly SearchExample[],
  book: AnswerBook,
  count: number,
  random: SeededRandom,
): readonly Candidate[] {
  const wins = new Map<Candidate, number>();
  for (const example of examples) {
    const scored = pool.flatMap((candidate) => {
      const answer = book.of(candidate, example);
      return answer?.kind === 'scored' ? [{ candidate, score: answer.score }] : [];
    });
    const most = Math.max(...scored.map(({ score }) => score));
    const best = scored.filter(({ score }) => score === most && score > 0);
    // An example that everybody gets right tells nothing.
    if (best.length === pool.length && pool.length > 1) continue;
    for (const { candidate } of best) wins.set(candidate, (wins.get(candidate) ?? 0) + 1 / best.length);
  }
  const front = pool.filter((candidate) => wins.has(candidate));
  const total = front.reduce((sum, candidate) => sum + wins.get(candidate)!, 0);
  const parents = [leader];
  while (parents.length < count) {
    let at = random.next() * total;
    parents.push(front.find((candidate) => (at -= wins.get(candidate)!) < 0) ?? leader);
  }
  return parents.slice(0, count);
}
