import type { Score } from '../optimization/optimization-store.js';

export interface Verdict {
  /** Whether the candidate that validation chose is handed out, or the baseline after all. */
  readonly winner: 'candidate' | 'baseline';
  readonly improved: boolean;
  readonly summary: string;
}

const figure = (value: number) => value.toFixed(3);
const signed = (value: number) => `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`;
const interval = ({ low, high }: { low: number; high: number }) => `95% interval ${figure(low)} to ${figure(high)}`;
const gained = ({ low, high }: { low: number; high: number }) => `95% interval ${signed(low)} to ${signed(high)}`;

/** How many examples it would take for a gain of this size to show, at the spread seen. */
function examplesNeeded(gain: NonNullable<Score['pairedGain']>, examples: number): number {
  const half = (gain.high - gain.low) / 2;
  return Math.ceil(examples * (half / gain.mean) ** 2 * 1.2);
}

/**
 * What may be said of the prompt that validation chose. `improved` only where the held-out gain's 95% interval excludes 0;
 * a gain that could be chance is handed out and called what it is; without a gain the baseline stays.
 */
export function verdictOf(options: {
  /** The candidate's score beside the baseline's; undefined where validation chose the baseline itself. */
  readonly best?: Score;
  readonly baseline: Score | undefined;
  /** What was tried, in words, for the first sentence. */
  readonly tried: string;
  /** Why the search ended. */
  readonly ending: string;
}): Verdict {
  const { best, baseline, tried, ending } = options;
  const start =
    baseline === undefined
      ? ''
      : ` The baseline scores ${figure(baseline.mean)} on ${baseline.examples} ${baseline.split} examples (${interval(baseline)}).`;
  const gain = best?.pairedGain;
  if (best === undefined || gain === undefined || gain.mean <= 0) {
    const told =
      best === undefined || gain === undefined
        ? 'none was better than the baseline on the validation examples'
        : `the best of them on the validation examples did not hold up on the ${best.split} examples (${signed(gain.mean)}, ${gained(gain)})`;
    return {
      winner: 'baseline',
      improved: false,
      summary: `No improvement found: ${tried}; ${told}.${start} ${ending}`,
    };
  }
  const heldOut = best.split === 'test';
  const figures = `${figure(baseline!.mean)} to ${figure(best.mean)} on ${best.examples} ${heldOut ? 'held-out test' : best.split} examples; gain ${signed(gain.mean)} (${gained(gain)}, p = ${(best.pairedP ?? 1).toPrecision(2)})`;
  const caution = heldOut
    ? ''
    : ' There is no test split: the same examples chose the prompt, so the gain is overstated.';
  if (gain.low > 0)
    return { winner: 'candidate', improved: true, summary: `Improved from ${figures}; ${tried}.${caution} ${ending}` };
  return {
    winner: 'candidate',
    improved: false,
    summary: `Not proven: from ${figures}, which could be chance; about ${examplesNeeded(gain, best.examples)} test examples would decide; ${tried}.${caution} ${ending}`,
  };
}
