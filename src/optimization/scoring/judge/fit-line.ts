import type { GradePair } from './judge-agreement.js';

/** Fewer grades than this say too little of how a judge is off. */
const LEAST_GRADES = 10;

export type Correct = (score: number) => number;

/** Least squares, within 0 to 1; undefined where the judge does not rise with people's grades. */
function lineThrough(pairs: readonly GradePair[]): Correct | undefined {
  const mean = (of: (pair: GradePair) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [x, y] = [mean(({ judged }) => judged), mean(({ graded }) => graded)];
  const spread = mean(({ judged }) => (judged - x) ** 2);
  const slope = mean(({ judged, graded }) => (judged - x) * (graded - y)) / spread;
  if (!(spread > 1e-9) || slope <= 0) return undefined;
  return (score) => Math.min(1, Math.max(0, y + slope * (score - x)));
}

const squared = (pairs: readonly GradePair[]) =>
  pairs.reduce((sum, { judged, graded }) => sum + (judged - graded) ** 2, 0);

/**
 * The line that brings a judge's scores nearer to people's, with what it makes of each grade that it was not fitted to;
 * undefined where there are few grades, or where it would not help with those left out of the fit.
 */
export function fitLine(
  pairs: readonly GradePair[],
): { readonly correct: Correct; readonly leftOut: readonly GradePair[] } | undefined {
  if (pairs.length < LEAST_GRADES) return undefined;
  const correct = lineThrough(pairs);
  if (correct === undefined) return undefined;
  const leftOut = pairs.map(({ judged, graded }, index) => {
    const line = lineThrough(pairs.filter((_, other) => other !== index));
    return { judged: line === undefined ? judged : line(judged), graded };
  });
  return squared(leftOut) < squared(pairs) ? { correct, leftOut } : undefined;
}
