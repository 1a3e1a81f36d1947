import type { MetricInput } from './metric-input.js';
import { portsOf, type Metric } from './metric.js';

/** Scored by the customer's own server. */
export function webhook({ url = '', sealedSecret }: MetricInput): Metric {
  const receiver = { url, ...(sealedSecret === undefined ? {} : { sealedSecret }) };
  return {
    judgeCalls: 0,
    problem: () => undefined,
    score({ example: { id, inputs, expected = null }, output }, ports) {
      return portsOf(ports).webhook(receiver, { exampleId: id, inputs, expected, output });
    },
  };
}
