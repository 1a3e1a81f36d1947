import type { Score } from '../optimization/optimization-store.js';
import type { SeededRandom } from '../optimization/seeded-random.js';
import { pairedGain } from '../optimization/statistics/paired-gain.js';
import { pairedTest } from '../optimization/statistics/paired-test.js';
import { scoreInterval } from '../optimization/statistics/score-interval.js';

/** Scores by example id. */
export type ScoreSheet = ReadonlyMap<string, number>;

/** Of all that could be wrong at once, what may be. */
const ERROR = 0.05;

/** On the examples that both have, in an order that is always the same. */
export function differencesOf(sheet: ScoreSheet, baseline: ScoreSheet): readonly number[] {
  const ids = [...sheet.keys()].filter((id) => baseline.has(id)).toSorted();
  return ids.map((id) => sheet.get(id)! - baseline.get(id)!);
}

/** The mean with its interval and, beside a baseline, the paired comparison over the examples that both have. */
export function scoreOf(
  split: Score['split'],
  sheet: ScoreSheet,
  baseline: ScoreSheet | undefined,
  random: SeededRandom,
  /** How many candidates the best was chosen from by these very examples; none where they chose nothing. */
  comparisons?: number,
): Score | undefined {
  if (sheet.size === 0) return undefined;
  const ids = [...sheet.keys()].toSorted();
  const score = { split, ...scoreInterval(ids.map((id) => sheet.get(id)!)), examples: ids.length };
  if (baseline === undefined) return score;
  const differences = differencesOf(sheet, baseline);
  if (differences.length === 0) return score;
  const compared = { ...score, pairedP: pairedTest(differences, random), pairedGain: pairedGain(differences) };
  if (comparisons === undefined) return compared;
  // Bonferroni's: each of so many may miss so seldom that all of them together hold 95 times in 100.
  const adjusted = pairedGain(differences, 1 - ERROR / Math.max(1, comparisons));
  return { ...compared, adjustedGain: { ...adjusted, comparisons } };
}
