import { z } from 'zod';
import { ByomError } from '../../sdk/index.js';
import { contains } from './contains.js';
import { exactMatch } from './exact-match.js';
import { jsonFields } from './json-fields.js';
import { metricKinds, type MetricInput, type MetricKind } from './metric-input.js';
import type { Metric } from './metric.js';
import { numeric } from './numeric.js';
import { regex } from './regex.js';
import { tokenF1 } from './token-f1.js';

const metrics: Readonly<Record<MetricKind, (input: MetricInput) => Metric>> = {
  'exact-match': exactMatch,
  contains,
  regex,
  numeric,
  'json-fields': jsonFields,
  'token-f1': tokenF1,
};

const path = z
  .string()
  .regex(/^[^.\p{Cc}]+(?:\.[^.\p{Cc}]+)*$/u)
  .max(200);
const schema = z.object({
  kind: z.enum(metricKinds, 'is one of the kinds of metric'),
  fields: z.array(path).min(1).max(100, 'has at most 100 paths').nullish(),
  pattern: z.string().min(1, 'may not be empty').nullish(),
  tolerance: z.number('is a finite number').min(0, 'is 0 or more').nullish(),
  caseSensitive: z.boolean().nullish(),
});

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** Fails with BAD_USER_INPUT that names the field of the metric, never a value. */
export function compileMetric(input: MetricInput): Metric {
  const checked = schema.safeParse(input);
  if (!checked.success) {
    const field = checked.error.issues[0]?.path[0];
    const why =
      field === 'fields'
        ? 'is a list of 1 to 100 paths such as `total` or `customer.name`'
        : checked.error.issues[0]!.message;
    throw bad(
      `The metric's \`${String(field ?? 'kind')}\` ${why.startsWith('is') || why.startsWith('may') || why.startsWith('has') ? why : 'is not of the right kind'}.`,
    );
  }
  const given = Object.fromEntries(
    Object.entries(checked.data).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as MetricInput;
  if (given.kind === 'regex' && given.pattern === undefined) throw bad('A metric of this kind needs its `pattern`.');
  return metrics[given.kind](given);
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
