import type { Score } from '../../optimization/optimization-store.js';
import type { SeededRandom } from '../../optimization/seeded-random.js';
import { pairedGain } from '../../optimization/statistics/paired-gain.js';
import { pairedTest } from '../../optimization/statistics/paired-test.js';
import { scoreInterval } from '../../optimization/statistics/score-interval.js';

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
  // Bonferroni's: each of so many may miss so seldom that all of them together hold 95 times in 100.
  const level = 1 - ERROR / Math.max(1, comparisons ?? 1);
  const values = ids.map((id) => sheet.get(id)!);
  const score = { split, ...scoreInterval(values, level), examples: ids.length };
  if (baseline === undefined) return score;
  const differences = differencesOf(sheet, baseline);
  if (differences.length === 0) return score;
  const compared = { ...score, pairedP: pairedTest(differences, random), pairedGain: pairedGain(differences) };
  if (comparisons === undefined) return compared;
  return { ...compared, adjustedGain: { ...pairedGain(differences, level), comparisons } };
}
