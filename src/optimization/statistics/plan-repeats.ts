/** Another repeat is worth its price while it takes at least this share off what an example's difference varies by. */
const WORTH = 0.05;
const MOST_REPEATS = 5;

/**
 * How often each test example is asked of both prompts, planned before either answer is compared: scores of one example
 * are averaged, so repeats take away the model's own noise and nothing of what examples differ by. 1 where that noise is
 * small, where nothing is left to pay for more, or where the model always answers the same.
 */
export function planRepeats(options: {
  /** Of the differences between the two prompts over examples, each asked once. */
  readonly differencesVariance: number;
  /** Of one prompt's score when the same example is asked again. */
  readonly noiseVariance: number;
  /** Answers that the budget has left for it. */
  readonly callsLeft: number;
  readonly examples: number;
}): number {
  const { differencesVariance, noiseVariance, callsLeft, examples } = options;
  if (examples === 0 || noiseVariance <= 0) return 1;
  const noise = 2 * noiseVariance;
  const share = noise / Math.max(noise, differencesVariance);
  const affordable = 1 + Math.floor(callsLeft / (2 * examples));
  let repeats = 1;
  while (repeats < Math.min(MOST_REPEATS, affordable) && share / (repeats * (repeats + 1)) >= WORTH) repeats += 1;
  return repeats;
}
