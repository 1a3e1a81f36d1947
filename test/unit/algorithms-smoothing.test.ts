import { describe, expect, test } from '@jest/globals';
import { AnswerBook } from '../../src/optimization/algorithms/answer-book.js';
import type { Candidate } from '../../src/optimization/algorithms/search.js';
import { makeCandidate } from '../../src/optimization/algorithms/make-candidate.js';
import { ranked } from '../../src/optimization/algorithms/ranked.js';
import { smoothedScores } from '../../src/optimization/algorithms/smoothed-scores.js';
import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';

const cost = { calls: 1, usd: 0, tokens: 1 };
const examples = Array.from({ length: 40 }, (_, index) => ({ id: String(index), inputs: {} }));
const of = (system: string, parents: readonly string[] = []) =>
  makeCandidate({ system, user: '', demonstrations: [] }, parents, '');

function write(book: AnswerBook, candidate: Candidate, index: number, score: number) {
  book.write(candidate, examples[index]!, { kind: 'scored', score, feedback: '', output: '', cost });
}

/** Thirty children of one parent, truly better or worse, most of them heard on five examples and some on all. */
function family(random: SeededRandom) {
  const book = new AnswerBook();
  const parent = of('parent');
  const ease = examples.map(() => 0.4 * (random.next() - 0.5));
  const truth = new Map<string, number>();
  const hear = (candidate: Candidate, value: number, count: number) => {
    truth.set(candidate.id, value);
    for (let index = 0; index < count; index += 1) {
      write(book, candidate, index, Number(random.next() < value + ease[index]!));
    }
  };
  hear(parent, 0.5, 40);
  const children = Array.from({ length: 30 }, (_, index) => of(`child ${index}`, [parent.id]));
  for (const [index, child] of children.entries())
    hear(child, 0.5 + 0.4 * (random.next() - 0.5), index % 3 === 0 ? 40 : 5);
  return { book, candidates: [parent, ...children], truth };
}

describe('smoothed scores', () => {
  test('choose better than means do, since they know how little a few answers tell', () => {
    let [byMean, bySmoothed] = [0, 0];
    const times = 150;
    for (let time = 0; time < times; time += 1) {
      const { book, candidates, truth } = family(seededRandom('family', time));
      const smoothed = smoothedScores(candidates, examples, book);
      const meanOf = (candidate: Candidate) => {
        const scores = book.scores(candidate, examples);
        return scores.reduce((sum, score) => sum + score, 0) / scores.length;
      };
      const best = (worth: (candidate: Candidate) => number) =>
        truth.get(candidates.toSorted((a, b) => worth(b) - worth(a))[0]!.id)!;
      byMean += best(meanOf) / times;
      bySmoothed += best((candidate) => smoothed.get(candidate.id)!) / times;
    }
    expect(bySmoothed).toBeGreaterThan(byMean + 0.01);
  });

  test('take an example for as hard for one as for others', () => {
    const book = new AnswerBook();
    const [parent, one, other] = [of('parent'), of('one', [of('parent').id]), of('other', [of('parent').id])];
    for (let index = 0; index < 40; index += 1) write(book, parent, index, Number(index < 20));
    // Both are right half of the time, one of them where the parent never is.
    for (let index = 0; index < 10; index += 1) write(book, one, index, index % 2);
    for (let index = 20; index < 30; index += 1) write(book, other, index, index % 2);
    const smoothed = smoothedScores([parent, one, other], examples, book);
    expect(smoothed.get(other.id)!).toBeGreaterThan(smoothed.get(one.id)! + 0.1);
  });

  test('are the same in whatever order the answers came, and there is no answer too few', () => {
    const { book, candidates } = family(seededRandom('order'));
    const reversed = new AnswerBook();
    for (const candidate of candidates.toReversed()) {
      for (const example of examples.toReversed()) {
        const answer = book.of(candidate, example);
        if (answer !== undefined) reversed.write(candidate, example, answer);
      }
    }
    expect([...smoothedScores(candidates, examples, reversed)]).toEqual([
      ...smoothedScores(candidates, examples, book),
    ]);
    expect(smoothedScores([of('parent')], examples, new AnswerBook()).get(of('parent').id)).toBe(0);
  });

  test('of equal candidates rank the shorter first, then the older', () => {
    const parent = of('parent of them all');
    const [long, short, equal] = [
      of('longer by much', [parent.id]),
      of('short', [parent.id]),
      of('shorT', [parent.id]),
    ];
    const all = [parent, long, short, equal];
    const book = new AnswerBook();
    for (const candidate of all) for (let index = 0; index < 10; index += 1) write(book, candidate, index, 1);
    const created = new Map(all.map((candidate) => [candidate.id, candidate]));
    expect(ranked({ created, validation: examples, book }, all).slice(0, 2)).toEqual([short, equal]);
  });
});
