import type { MetricInput } from './metric-input.js';
import type { AnswerToScore, Calibrated, Metric, MetricPorts, Scored } from './metric.js';

interface Part {
  /** Of all weights. */
  readonly share: number;
  readonly kind: MetricInput['kind'];
  readonly metric: Metric;
}

/** The weighted mean of its parts, with what each of them says. */
export function composite({ parts = [] }: MetricInput, compile: (part: MetricInput) => Metric): Metric {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return weighted(
    parts.map(({ weight, metric }) => ({ share: weight / total, kind: metric.kind, metric: compile(metric) })),
  );
}

function weighted(parts: readonly Part[]): Metric {
  return {
    judgeCalls: parts.reduce((sum, { metric }) => sum + metric.judgeCalls, 0),
    problem: (expected) => parts.map(({ metric }) => metric.problem(expected)).find((problem) => problem !== undefined),
    async score(answer: AnswerToScore, ports?: MetricPorts) {
      const settled = await Promise.allSettled(parts.map(async ({ metric }) => metric.score(answer, ports)));
      // The first in the order of the parts, whichever failed first.
      const failed = settled.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
      const scored = settled.map((one) => (one as PromiseFulfilledResult<Scored>).value);
      const score = scored.reduce((sum, one, index) => sum + one.score * parts[index]!.share, 0);
      return {
        // Shares add up to 1 only nearly.
        score: scored.every((one) => one.score === 1) ? 1 : Math.min(1, score),
        feedback: scored.map((one, index) => said(one, parts[index]!)).join('\n'),
      };
    },
    ...(parts.some(({ metric }) => 'calibrate' in metric) ? { calibrate: (ports) => calibrated(parts, ports) } : {}),
  };
}

const said = ({ score, feedback }: Scored, { share, kind }: Part) =>
  `${kind}, ${Math.round(share * 100)}% of the score, ${Number(score.toFixed(2))} of 1: ${feedback}`;

async function calibrated(parts: readonly Part[], ports: MetricPorts): Promise<Calibrated> {
  const done = await Promise.all(
    parts.map(
      async ({ metric }): Promise<Calibrated> => (await metric.calibrate?.(ports)) ?? { metric, agreement: [] },
    ),
  );
  return {
    metric: weighted(parts.map((part, index) => ({ ...part, metric: done[index]!.metric }))),
    agreement: done.flatMap(({ agreement }) => agreement),
  };
}
