import { mean } from '../statistics/interval.js';
import type { AnswerBook } from './answer-book.js';
import type { Candidate, SearchExample } from './search.js';

const SWEEPS = 60;

/** What a child is expected to differ from its parents by. */
const STEP = 0.15;

/** Of the scores' variance, what is the example's own, the same for every prompt; the rest is chance. */
const EXAMPLES_SHARE = 0.4;
const LEAST_VARIANCE = 0.02;

/**
 * Scores that know how little a few answers tell: a candidate is expected near its parents and children, and an example
 * to be as hard for one as for others, and each answer moves these expectations by what it weighs (best linear unbiased
 * prediction of a random walk along the lineage). So a lucky candidate is not taken for a good one, and all answers count,
 * whoever raced against whom.
 */
export function smoothedScores(
  candidates: readonly Candidate[],
  examples: readonly SearchExample[],
  book: AnswerBook,
): ReadonlyMap<string, number> {
  const place = new Map(candidates.map(({ id }, index) => [id, index]));
  const parents = candidates.map((candidate) => candidate.parents.flatMap((id) => place.get(id) ?? []));
  const children = candidates.map((_, index) =>
    parents.flatMap((of, child) => (of.includes(index) ? [{ child, siblings: of.length }] : [])),
  );
  const answers = candidates.flatMap((candidate, row) =>
    examples.flatMap((example, column) => {
      const answer = book.of(candidate, example);
      return answer?.kind === 'scored' ? [{ row, column, score: answer.score }] : [];
    }),
  );
  const average = mean(answers.map(({ score }) => score));
  const variance = Math.max(LEAST_VARIANCE, mean(answers.map(({ score }) => (score - average) ** 2)));
  const weight = 1 / (variance * (1 - EXAMPLES_SHARE));
  const nearness = 1 / STEP ** 2;
  const rows = candidates.map(() => [] as typeof answers);
  const columns = examples.map(() => [] as typeof answers);
  for (const answer of answers) {
    rows[answer.row]!.push(answer);
    columns[answer.column]!.push(answer);
  }
  const values = candidates.map(() => average);
  const effects = examples.map(() => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const index of values.keys()) {
      let [sum, weights] = [average * 1e-6, 1e-6];
      const add = (value: number, by: number) => {
        sum += value * by;
        weights += by;
      };
      for (const { column, score } of rows[index]!) add(score - effects[column]!, weight);
      const own = parents[index]!;
      if (own.length > 0) add(mean(own.map((parent) => values[parent]!)), nearness);
      for (const { child, siblings } of children[index]!) add(values[child]!, nearness / siblings);
      values[index] = sum / weights;
    }
    for (const [column, of] of columns.entries()) {
      const sum = of.reduce((total, { row, score }) => total + (score - values[row]!) * weight, 0);
      effects[column] = sum / (of.length * weight + 1 / (variance * EXAMPLES_SHARE));
    }
  }
  return new Map(candidates.map(({ id }, index) => [id, values[index]!]));
}
