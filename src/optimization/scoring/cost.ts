import { fallingScore } from './falling-score.js';
import type { MetricInput } from './metric-input.js';
import type { Metric } from './metric.js';

const dollars = (usd: number) => `$${Number(usd.toPrecision(3))}`;

/** Full up to `maxUsd` for an answer, none from twice as much; what a judge takes is not the answer's. */
export function cost({ maxUsd = 0 }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem: () => undefined,
    score({ cost: { usd, tokens } }) {
      return {
        score: fallingScore(usd, maxUsd),
        feedback:
          usd <= maxUsd
            ? `right: ${dollars(usd)} of at most ${dollars(maxUsd)}`
            : `it cost ${dollars(usd)} (${tokens} tokens), more than the ${dollars(maxUsd)} that are wanted at most: be shorter`,
      };
    },
  };
}
