import type { MetricInput } from './metric-input.js';
import { portsOf, type Metric } from './metric.js';
import { shownFeedback } from './shown-feedback.js';

/** Scored by the customer's own function, in a sandbox. */
export function code({ code = '' }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem: () => undefined,
    async score({ example: { inputs, expected = null }, output }, ports) {
      const { score, feedback } = await portsOf(ports).code(code, { inputs, expected, output });
      return { score, feedback: shownFeedback(score, feedback) };
    },
  };
}
