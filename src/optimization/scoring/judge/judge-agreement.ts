/** How far a judge agrees with people who graded the same answers. */
export interface JudgeAgreement {
  /** The model that judges. */
  readonly judge: string;
  /** Graded answers that the judge scored too. */
  readonly examples: number;
  /** Graded answers for which the judge gave no score. */
  readonly unscored: number;
  /** Between the score that the run uses and people's, 0 to 1. */
  readonly meanAbsoluteDifference: number;
  /** Rank correlation, -1 to 1; undefined where either side scores everything alike. */
  readonly spearman?: number;
  /** Cohen's kappa, -1 to 1, where people gave 0 or 1 only. */
  readonly kappa?: number;
  /** Whether scores are corrected by a line fitted to people's grades. */
  readonly calibrated: boolean;
  /** Set where it agrees too little to be relied upon. */
  readonly warning?: string;
}

export interface GradePair {
  /** The judge's score as the run uses it, 0 to 1. */
  readonly judged: number;
  readonly graded: number;
}

/** Below these a judge tells good from bad answers little better than chance does. */
const LEAST = { kappa: 0.4, spearman: 0.5 };
const MOST_DIFFERENCE = 0.25;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Places in ascending order; equal values share the mean of theirs. */
function ranks(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function correlation(xs: readonly number[], ys: readonly number[]): number | undefined {
  const [x, y] = [mean(xs), mean(ys)];
  const sum = (of: (index: number) => number) => xs.reduce((total, _, index) => total + of(index), 0);
  const spread = Math.sqrt(sum((i) => (xs[i]! - x) ** 2) * sum((i) => (ys[i]! - y) ** 2));
  return spread < 1e-12 ? undefined : sum((i) => (xs[i]! - x) * (ys[i]! - y)) / spread;
}

/** Agreement beyond chance on yes or no; undefined where chance alone would agree fully. */
function kappaOf(pairs: readonly GradePair[]): number | undefined {
  const yes = {
    judged: mean(pairs.map(({ judged }) => Number(judged >= 0.5))),
    graded: mean(pairs.map((p) => p.graded)),
  };
  const agreed = mean(pairs.map(({ judged, graded }) => Number(judged >= 0.5 === (graded === 1))));
  const chance = yes.judged * yes.graded + (1 - yes.judged) * (1 - yes.graded);
  return chance > 1 - 1e-12 ? undefined : (agreed - chance) / (1 - chance);
}

/** Of at least one pair. */
export function judgeAgreement(
  judge: string,
  pairs: readonly GradePair[],
  how: { readonly unscored: number; readonly calibrated: boolean },
): JudgeAgreement {
  const spearman = correlation(ranks(pairs.map(({ judged }) => judged)), ranks(pairs.map(({ graded }) => graded)));
  const kappa = pairs.every(({ graded }) => graded === 0 || graded === 1) ? kappaOf(pairs) : undefined;
  const difference = mean(pairs.map(({ judged, graded }) => Math.abs(judged - graded)));
  const varied = new Set(pairs.map(({ graded }) => graded)).size > 1;
  const low = [
    ...(kappa !== undefined && kappa < LEAST.kappa
      ? [`Cohen's kappa is ${kappa.toFixed(2)}, under ${LEAST.kappa}`]
      : []),
    ...(kappa === undefined && spearman !== undefined && spearman < LEAST.spearman
      ? [`the rank correlation is ${spearman.toFixed(2)}, under ${LEAST.spearman}`]
      : []),
    ...(spearman === undefined && varied ? ['it scores everything alike'] : []),
    ...(difference > MOST_DIFFERENCE
      ? [`the mean difference is ${difference.toFixed(2)}, over ${MOST_DIFFERENCE}`]
      : []),
  ];
  return {
    judge,
    examples: pairs.length,
    unscored: how.unscored,
    meanAbsoluteDifference: difference,
    ...(spearman === undefined ? {} : { spearman }),
    ...(kappa === undefined ? {} : { kappa }),
    calibrated: how.calibrated,
    ...(low.length === 0
      ? {}
      : {
          warning: `The judge ${judge} agrees little with the ${pairs.length} graded answers: ${low.join('; ')}. Sharpen the rubric or choose another judge before you trust these scores.`,
        }),
  };
}
