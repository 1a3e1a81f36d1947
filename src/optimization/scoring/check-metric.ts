import { z } from 'zod';
import { ByomError } from '../../sdk/index.js';
import { parseUrl } from '../../sdk/parse-url.js';
import { lengthUnits, metricKinds, type MetricInput, type MetricKind } from './metric-input.js';

const path = z
  .string()
  .regex(/^[^.\p{Cc}]+(?:\.[^.\p{Cc}]+)*$/u)
  .max(200);
const share = z.number('is a number from 0 to 1').min(0, 'is a number from 0 to 1').max(1, 'is a number from 0 to 1');
const isUrl = (text: string) => /^https?:$/.test(parseUrl(text)?.protocol ?? '');

const schema = z.object({
  kind: z.enum(metricKinds, 'is one of the kinds of metric'),
  fields: z.array(path).min(1).max(100).nullish(),
  pattern: z.string().min(1, 'may not be empty').nullish(),
  tolerance: z.number('is a finite number').min(0, 'is 0 or more').nullish(),
  caseSensitive: z.boolean().nullish(),
  most: z.int('is a whole number').min(1, 'is 1 or more').max(1_000_000, 'is at most 1,000,000').nullish(),
  unit: z.enum(lengthUnits, 'is one of the units of length').nullish(),
  maxUsd: z.number('is a finite number').gt(0, 'is more than 0').nullish(),
  parts: z
    .array(
      z.object({
        weight: z.number().gt(0).max(1e9),
        metric: z.custom<MetricInput>((value) => value instanceof Object),
      }),
    )
    .min(1)
    .max(10)
    .nullish(),
  rubric: z.string().trim().min(1, 'may not be empty').max(10_000, 'has at most 10,000 characters').nullish(),
  judge: z.string().nullish(),
  graded: z
    .array(
      z.object({
        inputs: z.record(z.string(), z.json()),
        output: z.string().max(50_000),
        expected: z.json().nullish(),
        score: share,
      }),
    )
    .max(50)
    .nullish(),
  url: z.string().max(2_000, 'has at most 2,000 characters').refine(isUrl, 'is a URL of http or https').nullish(),
  secret: z.string().min(16, 'has at least 16 characters').max(256, 'has at most 256 characters').nullish(),
  sealedSecret: z.string().nullish(),
  code: z.string().trim().min(1, 'may not be empty').max(20_000, 'has at most 20,000 characters').nullish(),
});

/** Said in place of what the checks of a list's items say. */
const lists: Readonly<Record<string, string>> = {
  fields: 'is a list of 1 to 100 paths such as `total` or `customer.name`',
  parts: 'is a list of 1 to 10 parts, each with a `weight` over 0 and a `metric`',
  graded: 'is a list of at most 50 answers, each with `inputs`, `output` and a `score` from 0 to 1',
};

const needs: Partial<Record<MetricKind, readonly (keyof MetricInput)[]>> = {
  regex: ['pattern'],
  length: ['most'],
  cost: ['maxUsd'],
  composite: ['parts'],
  'llm-judge': ['rubric', 'judge'],
  webhook: ['url'],
  code: ['code'],
};

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** Fails with BAD_USER_INPUT that names the field of the metric, never a value. */
export function checkMetric(input: MetricInput): MetricInput {
  const checked = schema.safeParse(input);
  if (!checked.success) {
    const { path: place, message } = checked.error.issues[0]!;
    const field = String(place[0] ?? 'kind');
    const why = lists[field] ?? (/^(?:is|may|has) /.test(message) ? message : 'is not of the right kind');
    throw bad(`The metric's \`${field}\` ${why}.`);
  }
  const given = Object.fromEntries(
    Object.entries(checked.data).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as MetricInput;
  const missing = needs[given.kind]?.find((field) => given[field] === undefined);
  if (missing !== undefined) throw bad(`A metric of this kind needs its \`${missing}\`.`);
  const { url = '', secret } = given;
  if (secret && (url.includes(secret) || url.includes(encodeURIComponent(secret)))) {
    throw bad("The metric's `url` holds the `secret` itself, and is stored as it is: keep it out of there.");
  }
  return given;
}
