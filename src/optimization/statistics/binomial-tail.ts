/** The chance of at least so many successes in so many tries. */
export function binomialTail(successes: number, tries: number, chance: number): number {
  if (successes <= 0) return 1;
  let log = 0;
  let tail = 0;
  for (let k = 0; k <= tries; k += 1) {
    if (k > 0) log += Math.log((tries - k + 1) / k);
    if (k >= successes) tail += Math.exp(log + k * Math.log(chance) + (tries - k) * Math.log1p(-chance));
  }
  return Math.min(1, tail);
}
