import { BettingTest } from '../statistics/betting-test.js';
import { binomialTail } from '../statistics/binomial-tail.js';
import { mean, variance } from '../statistics/interval.js';

/** Of the allowed error, spent while the race goes on; the rest at its end. Scores that are neither 0 nor 1 spend it all early. */
const SPENT_EARLY = 0.15;
/** In standard errors: so unlikely must it be that what is left of the examples could still show it, for it to be given up. */
const HOPELESS = 3;
const LEAST_BEFORE_GIVING_UP = 16;

/** `over`, `under`: shown. `open`: more examples may tell. `unclear`: those there are will not. */
export type BarVerdict = 'over' | 'under' | 'open' | 'unclear';

/** Upper quantile of the normal distribution, to 0.005 (Abramowitz and Stegun 26.2.22's form). */
function normalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t ** 2);
}

/**
 * Whether a model's mean score is over the bar: shown as soon as it can be, by bets that may be looked at after every
 * block, or at the end by an exact test where scores are 0 or 1. Together both are wrong at most as often as allowed.
 */
export class BarTest {
  private readonly scores: number[] = [];
  private readonly bets: BettingTest;
  private graded = false;

  constructor(
    private readonly bar: number,
    /** How often it may be taken for over, and how often for under, without being so. */
    private readonly error: { readonly over: number; readonly under: number },
    /** How many scores there can be. */
    private readonly most: number,
  ) {
    this.bets = new BettingTest(bar);
  }

  add(score: number): void {
    this.scores.push(score);
    if (score !== 0 && score !== 1) this.graded = true;
    this.bets.add(score);
  }

  /** `ended`: there will be no more scores. */
  verdict(ended: boolean): BarVerdict {
    const { scores, error, bets } = this;
    if (bets.over >= 1 / (error.over * (this.graded ? 1 : SPENT_EARLY))) return 'over';
    if (bets.under >= 1 / error.under) return 'under';
    if (ended) return this.exactlyOver() ? 'over' : 'unclear';
    return scores.length >= LEAST_BEFORE_GIVING_UP && this.hopeless() ? 'unclear' : 'open';
  }

  private exactlyOver(): boolean {
    const { scores, bar, error } = this;
    if (scores.length === 0 || this.graded) return false;
    const right = scores.reduce((sum, score) => sum + score, 0);
    return binomialTail(right, scores.length, bar) <= error.over * (1 - SPENT_EARLY);
  }

  /** Giving up changes what is found, never whether what is found is true: so this may be approximate. */
  private hopeless(): boolean {
    const { scores, bar, error, most } = this;
    const left = most - scores.length;
    if (left <= 0) return false;
    const count = scores.length;
    const spread = Math.max(variance(scores), (bar * (1 - bar)) / count);
    const needed = bar + normalQuantile(error.over) * Math.sqrt(spread / most);
    const onTheRest = (needed * most - mean(scores) * count) / left;
    return onTheRest - mean(scores) > HOPELESS * Math.sqrt(spread / count + spread / left);
  }
}
