import { fallingScore } from './falling-score.js';
import type { MetricInput } from './metric-input.js';
import type { Metric } from './metric.js';

/** Full up to `most` characters or words, none from twice as many. */
export function length({ most = 0, unit = 'characters' }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem: () => undefined,
    score({ output }) {
      const text = output.trim();
      const count = unit === 'words' ? (text.match(/\S+/gu) ?? []).length : (text.match(/[^]/gu) ?? []).length;
      return {
        score: fallingScore(count, most),
        feedback:
          count <= most
            ? `right: ${count} of at most ${most} ${unit}`
            : `${count} ${unit} long, ${count - most} more than the ${most} that are wanted at most`,
      };
    },
  };
}
