import type { Score } from '../optimization/optimization-store.js';
import type { SeededRandom } from '../optimization/seeded-random.js';
import { pairedGain } from '../optimization/statistics/paired-gain.js';
import { pairedTest } from '../optimization/statistics/paired-test.js';
import { scoreInterval } from '../optimization/statistics/score-interval.js';

/** Scores by example id. */
export type ScoreSheet = ReadonlyMap<string, number>;

/** The mean with its interval and, beside a baseline, the paired comparison over the examples that both have. */
export function scoreOf(
  split: Score['split'],
  sheet: ScoreSheet,
  baseline: ScoreSheet | undefined,
  random: SeededRandom,
): Score | undefined {
  if (sheet.size === 0) return undefined;
  const ids = [...sheet.keys()].toSorted();
  const score = { split, ...scoreInterval(ids.map((id) => sheet.get(id)!)), examples: ids.length };
  if (baseline === undefined) return score;
  const differences = ids.flatMap((id) => (baseline.has(id) ? [sheet.get(id)! - baseline.get(id)!] : []));
  if (differences.length === 0) return score;
  return { ...score, pairedP: pairedTest(differences, random), pairedGain: pairedGain(differences) };
}
