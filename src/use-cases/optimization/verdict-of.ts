import type { Score, ToDecide, VerdictKind } from '../../optimization/optimization-store.js';
import { examplesToDecide } from '../../optimization/statistics/examples-to-decide.js';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Whether the candidate that validation chose is handed out, or the baseline after all. */
  readonly winner: 'candidate' | 'baseline';
  readonly improved: boolean;
  /** What would settle it; undefined where it is settled. */
  readonly toDecide?: ToDecide;
  readonly summary: string;
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

const figure = (value: number) => value.toFixed(3);
const signed = (value: number) => `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`;
const interval = ({ low, high }: Ends) => `95% interval ${figure(low)} to ${figure(high)}`;
const gained = ({ low, high }: Ends) => `95% interval ${signed(low)} to ${signed(high)}`;

/** On a test split the examples tested count; examples that chose the prompt prove nothing more, so it takes fresh ones. */
function stillNeeded(best: Score, usdPerCall: number | undefined): ToDecide | undefined {
  const needed = examplesToDecide(best.pairedGain!, best.examples);
  if (needed === undefined) return undefined;
  const examples = best.split === 'test' ? Math.max(1, needed - best.examples) : needed;
  const calls = 2 * examples * (best.repeats ?? 1);
  return { examples, calls, ...(usdPerCall === undefined ? {} : { usd: calls * usdPerCall }) };
}

function inWords({ examples, usd }: ToDecide, heldOut: boolean): string {
  const price = usd === undefined || usd === 0 ? '' : ` (${usd < 0.01 ? 'under 0.01' : usd.toFixed(2)} US dollars)`;
  return `about ${examples} ${heldOut ? 'more ' : ''}test example${examples === 1 ? '' : 's'}${price} would decide`;
}

/**
 * What may be said of the prompt that validation chose. `improved` only where the gain's 95% interval excludes 0: on held-out
 * test examples or, without any, on those that chose it, with an interval that allows for how many they chose from. Nothing
 * is proven on examples that the candidates were also written from. A gain that could be chance is handed out and called
 * what it is; without a gain the baseline stays.
 */
export function verdictOf(options: {
  /** The candidate's score beside the baseline's; undefined where validation chose the baseline itself. */
  readonly best?: Score;
  readonly baseline: Score | undefined;
  /** Whether candidates were written from, or shown, the very examples of `best`. */
  readonly seen?: boolean;
  /** US dollars, of one call with either prompt; undefined where no price is known. */
  readonly usdPerCall?: number;
  /** What was tried, in words, for the first sentence. */
  readonly tried: string;
  /** Why the search ended. */
  readonly ending: string;
}): Verdict {
  const { best, baseline, seen = false, usdPerCall, tried, ending } = options;
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
      kind: 'no-improvement',
      winner: 'baseline',
      improved: false,
      summary: `No improvement found: ${tried}; ${told}.${start} ${ending}`,
    };
  }
  const heldOut = best.split === 'test';
  const { adjustedGain } = best;
  const repeats = best.repeats === undefined ? '' : `, each asked ${best.repeats} times`;
  const figures = `${figure(baseline!.mean)} to ${figure(best.mean)} on ${best.examples} ${heldOut ? 'held-out test' : best.split} examples${repeats}; gain ${signed(gain.mean)} (${gained(gain)}, p = ${(best.pairedP ?? 1).toPrecision(2)})`;
  const caution = heldOut
    ? ''
    : seen
      ? ' The candidates were written from the examples that chose among them, so nothing is proven: keep some as a test split.'
      : ` There is no test split: the same examples chose among ${adjustedGain?.comparisons ?? 1} candidates, so the gain is overstated; allowing for that, its interval is ${signed(adjustedGain?.low ?? -1)} to ${signed(adjustedGain?.high ?? 1)}.`;
  const proof = heldOut ? gain : adjustedGain;
  if (proof !== undefined && proof.low > 0 && (heldOut || !seen))
    return {
      kind: 'improved',
      winner: 'candidate',
      improved: true,
      summary: `Improved from ${figures}; ${tried}.${caution} ${ending}`,
    };
  const toDecide = stillNeeded(best, usdPerCall);
  const chance = heldOut || !seen ? ', which could be chance' : '';
  const wanted = toDecide === undefined ? '' : `; ${inWords(toDecide, heldOut)}`;
  return {
    kind: 'not-proven',
    winner: 'candidate',
    improved: false,
    ...(toDecide === undefined ? {} : { toDecide }),
    summary: `Not proven: from ${figures}${chance}${wanted}; ${tried}.${caution} ${ending}`,
  };
}
