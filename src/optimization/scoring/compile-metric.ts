import { ByomError } from '../../sdk/index.js';
import { checkMetric } from './check-metric.js';
import { code } from './code.js';
import { composite } from './composite.js';
import { contains } from './contains.js';
import { cost } from './cost.js';
import { exactMatch } from './exact-match.js';
import { jsonFields } from './json-fields.js';
import { llmJudge } from './judge/llm-judge.js';
import { length } from './length.js';
import type { MetricInput, MetricKind } from './metric-input.js';
import type { Metric } from './metric.js';
import { numeric } from './numeric.js';
import { regex } from './regex.js';
import { tokenF1 } from './token-f1.js';
import { webhook } from './webhook.js';

const metrics: Readonly<Record<MetricKind, (input: MetricInput, compile: (part: MetricInput) => Metric) => Metric>> = {
  'exact-match': exactMatch,
  contains,
  regex,
  numeric,
  'json-fields': jsonFields,
  'token-f1': tokenF1,
  length,
  cost,
  composite,
  'llm-judge': llmJudge,
  webhook,
  code,
};

const DEEPEST = 2;

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** Fails with BAD_USER_INPUT that names the field of the metric, never a value. */
export function compileMetric(input: MetricInput): Metric {
  const compile = (one: MetricInput, depth: number): Metric => {
    const given = checkMetric(one);
    if (given.kind === 'composite' && depth > DEEPEST) {
      throw bad(`A composite metric holds other composites at most ${DEEPEST} deep.`);
    }
    return metrics[given.kind](given, (part) => compile(part, depth + 1));
  };
  return compile(input, 1);
}

/** Fails with BAD_USER_INPUT where the metric cannot score an example, naming the first by its place. */
export function checkScorable(
  metric: Metric,
  examples: readonly { readonly expected?: Parameters<Metric['problem']>[0] }[],
): void {
  examples.forEach(({ expected }, index) => {
    const problem = metric.problem(expected);
    if (problem !== undefined) throw bad(`Example ${index + 1} ${problem}.`);
  });
}
