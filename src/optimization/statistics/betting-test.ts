const STAKES = 16;
/** Of the largest stake that cannot lose everything. */
const LARGEST = 0.95;

/** Of bets at equal starting capital, the mean of what they have come to. */
const capital = (logs: readonly number[]) => logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length;

/**
 * Whether the mean of scores from 0 to 1 is over or under a bar, told at any time: a gambler bets on each score before it
 * is seen, at fair odds if the mean were the bar. The chance that the capital ever reaches 1/alpha without reason is at
 * most alpha, however often it is looked at (Ville's inequality; Waudby-Smith and Ramdas 2024), whatever the scores'
 * distribution.
 */
export class BettingTest {
  private readonly up: number[] = Array.from({ length: STAKES }, () => 0);
  private readonly down: number[] = Array.from({ length: STAKES }, () => 0);
  /** What each bet gains by a score; most scores come again. */
  private readonly gains = new Map<number, { readonly up: readonly number[]; readonly down: readonly number[] }>();

  /** `bar`: above 0 and below 1. */
  constructor(private readonly bar: number) {}

  add(score: number): void {
    const gains = this.gains.get(score) ?? this.gainsBy(score);
    this.gains.set(score, gains);
    for (let index = 0; index < STAKES; index += 1) {
      this.up[index]! += gains.up[index]!;
      this.down[index]! += gains.down[index]!;
    }
  }

  /** What whoever bet on a mean over the bar has of each unit. */
  get over(): number {
    return capital(this.up);
  }

  get under(): number {
    return capital(this.down);
  }

  private gainsBy(score: number) {
    const { bar } = this;
    const shares = Array.from({ length: STAKES }, (_, index) => (LARGEST * (index + 1)) / STAKES);
    return {
      up: shares.map((share) => Math.log(1 + (share / bar) * (score - bar))),
      down: shares.map((share) => Math.log(1 - (share / (1 - bar)) * (score - bar))),
    };
  }
}
