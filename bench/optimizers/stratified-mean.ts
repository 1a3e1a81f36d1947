import { mean, variance } from '../../src/optimization/statistics/interval.js';

export interface Estimate {
  readonly mean: number;
  /** Standard error; undefined where there is but one seed. */
  readonly error?: number;
}

/** The mean over settings, which are fixed, of their means over seeds, which are drawn. */
export function stratifiedMean(strata: readonly (readonly number[])[]): Estimate | undefined {
  const filled = strata.filter((values) => values.length > 0);
  if (filled.length === 0) return undefined;
  const estimate = mean(filled.map(mean));
  if (filled.some((values) => values.length < 2)) return { mean: estimate };
  const square = filled.reduce((sum, values) => sum + variance(values) / values.length, 0) / filled.length ** 2;
  return { mean: estimate, error: Math.sqrt(square) };
}

export const shown = (estimate: Estimate | undefined, { digits = 3, signed = false } = {}): string => {
  if (estimate === undefined) return '-';
  const sign = signed && estimate.mean >= 0 ? '+' : '';
  const error = estimate.error === undefined ? '' : ` ±${estimate.error.toFixed(digits)}`;
  return `${sign}${estimate.mean.toFixed(digits)}${error}`;
};
