import { describe, expect, test } from '@jest/globals';
import { ByomError, type JsonValue } from '../../src/sdk/index.js';
import { compileMetric } from '../../src/optimization/scoring/compile-metric.js';
import { mapMetricParts, metricParts } from '../../src/optimization/scoring/metric-parts.js';
import type { MetricInput } from '../../src/optimization/scoring/metric-input.js';
import type { AnswerToScore, MetricPorts } from '../../src/optimization/scoring/metric.js';

const answerOf = (output: string, expected?: JsonValue, usd = 0): AnswerToScore => ({
  example: { id: 'e', inputs: {}, ...(expected === undefined ? {} : { expected }) },
  output,
  cost: { usd, tokens: 40 },
});
const part = (weight: number, metric: MetricInput) => ({ weight, metric });
const exact: MetricInput = { kind: 'exact-match' };
const short: MetricInput = { kind: 'length', most: 4, unit: 'words' };

describe('length and cost', () => {
  test.each<[MetricInput, string, number, number, string]>([
    [{ kind: 'length', most: 5 }, ' abcde ', 0, 1, 'right: 5 of at most 5 characters'],
    [{ kind: 'length', most: 4 }, 'abcdef', 0, 0.5, '6 characters long, 2 more than the 4 that are wanted at most'],
    [
      { kind: 'length', most: 4 },
      'x'.repeat(80),
      0,
      0,
      '80 characters long, 76 more than the 4 that are wanted at most',
    ],
    [{ kind: 'length', most: 2 }, '🙂🙂', 0, 1, 'right: 2 of at most 2 characters'],
    [short, 'one two  three\nfour five', 0, 0.75, '5 words long, 1 more than the 4 that are wanted at most'],
    [{ kind: 'length', most: 4 }, '', 0, 1, 'right: 0 of at most 4 characters'],
    [{ kind: 'cost', maxUsd: 0.002 }, '', 0.001, 1, 'right: $0.001 of at most $0.002'],
    [
      { kind: 'cost', maxUsd: 0.002 },
      '',
      0.003,
      0.5,
      'it cost $0.003 (40 tokens), more than the $0.002 that are wanted at most: be shorter',
    ],
    [
      { kind: 'cost', maxUsd: 0.002 },
      '',
      1,
      0,
      'it cost $1 (40 tokens), more than the $0.002 that are wanted at most: be shorter',
    ],
  ])('%j of %j at $%d gives %d', async (metric, output, usd, score, feedback) => {
    const scored = await compileMetric(metric).score(answerOf(output, undefined, usd));
    expect(scored.score).toBeCloseTo(score, 10);
    expect(scored.feedback).toBe(feedback);
  });
});

describe('a composite', () => {
  test('weighs its parts, and says what each of them says', async () => {
    const metric = compileMetric({ kind: 'composite', parts: [part(3, exact), part(1, short)] });
    const scored = await metric.score(answerOf('it is one of the two', 'two'));
    expect(scored.score).toBeCloseTo(0.25 * 0.5, 10);
    expect(scored.feedback).toBe(
      'exact-match, 75% of the score, 0 of 1: expected `two`, got `it is one of the two` (the expected text is in it, with other text around it)\n' +
        'length, 25% of the score, 0.5 of 1: 6 words long, 2 more than the 4 that are wanted at most',
    );
    expect((await metric.score(answerOf('two', 'two'))).score).toBe(1);
    expect(metric.problem(undefined)).toMatch(/no `expected`/);
    expect(metric.judgeCalls).toBe(0);
  });

  test('is full only where all of its parts are, however the weights add up', async () => {
    const parts = Array.from({ length: 10 }, () => part(0.1, exact));
    expect((await compileMetric({ kind: 'composite', parts }).score(answerOf('a', 'a'))).score).toBe(1);
  });

  test('nests, and calibrates and counts the judges within', async () => {
    const judge: MetricInput = {
      kind: 'llm-judge',
      rubric: 'r',
      judge: 'a/b',
      graded: [{ inputs: {}, output: '', score: 1 }],
    };
    const nested: MetricInput = { kind: 'composite', parts: [part(1, exact), part(1, judge)] };
    const whole: MetricInput = { kind: 'composite', parts: [part(1, nested), part(2, short)] };
    const metric = compileMetric(whole);
    expect(metric.judgeCalls).toBe(2);
    const ports: MetricPorts = {
      judge: async () => '{"score": 1}',
      webhook: () => Promise.reject(new Error()),
      code: () => Promise.reject(new Error()),
    };
    const { agreement, metric: calibrated } = await metric.calibrate!(ports);
    expect(agreement).toMatchObject([{ judge: 'a/b', examples: 1 }]);
    expect((await calibrated.score(answerOf('x', 'y'), ports)).score).toBeCloseTo(0.5 / 3 + 2 / 3, 10);
    expect(metricParts(whole).map(({ kind }) => kind)).toEqual([
      'composite',
      'composite',
      'exact-match',
      'llm-judge',
      'length',
    ]);
    const renamed = mapMetricParts(whole, (one) => (one.kind === 'llm-judge' ? { ...one, judge: 'c/d' } : one));
    expect(metricParts(renamed)[3]).toMatchObject({ judge: 'c/d', rubric: 'r' });
  });

  test('fails as the first of its parts does, whichever failed first', async () => {
    const judge = (rubric: string): MetricInput => ({ kind: 'llm-judge', rubric, judge: 'a/b' });
    const metric = compileMetric({ kind: 'composite', parts: [part(1, judge('slow')), part(1, judge('quick'))] });
    const ports: MetricPorts = {
      judge: async (_, [system]) => {
        if (!system!.content.includes('slow')) throw new ByomError('METRIC_FAILED', 'the quick one');
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw new ByomError('METRIC_FAILED', 'the slow one');
      },
      webhook: () => Promise.reject(new Error()),
      code: () => Promise.reject(new Error()),
    };
    await expect(metric.score(answerOf(''), ports)).rejects.toThrow('the slow one');
  });
});

test.each<[MetricInput, RegExp]>([
  [{ kind: 'composite' }, /`parts`/],
  [{ kind: 'composite', parts: [] }, /`parts` is a list of 1 to 10/],
  [{ kind: 'composite', parts: Array.from({ length: 11 }, () => part(1, exact)) }, /`parts` is a list of 1 to 10/],
  [{ kind: 'composite', parts: [part(0, exact)] }, /`weight` over 0/],
  [{ kind: 'composite', parts: [part(1, { kind: 'regex' })] }, /`pattern`/],
  [
    {
      kind: 'composite',
      parts: [part(1, { kind: 'composite', parts: [part(1, { kind: 'composite', parts: [part(1, exact)] })] })],
    },
    /at most 2 deep/,
  ],
  [{ kind: 'length' }, /`most`/],
  [{ kind: 'length', most: 0 }, /`most` is 1 or more/],
  [{ kind: 'length', most: 1.5 }, /`most` is a whole number/],
  [{ kind: 'length', most: 5, unit: 'pages' as never }, /`unit`/],
  [{ kind: 'cost' }, /`maxUsd`/],
  [{ kind: 'cost', maxUsd: 0 }, /`maxUsd` is more than 0/],
  [{ kind: 'llm-judge', judge: 'a/b', rubric: '  ' }, /`rubric` may not be empty/],
  [{ kind: 'llm-judge', judge: 'a/b', rubric: 'x'.repeat(10_001) }, /`rubric` has at most/],
  [{ kind: 'llm-judge', rubric: 'r' }, /`judge`/],
  [
    { kind: 'llm-judge', rubric: 'r', judge: 'a/b', graded: [{ inputs: {}, output: '', score: 2 }] },
    /`graded` is a list/,
  ],
  [
    {
      kind: 'llm-judge',
      rubric: 'r',
      judge: 'a/b',
      graded: Array.from({ length: 51 }, () => ({ inputs: {}, output: '', score: 1 })),
    },
    /`graded` is a list of at most 50/,
  ],
  [{ kind: 'webhook' }, /`url`/],
  [{ kind: 'webhook', url: 'ftp://example.com' }, /`url` is a URL of http or https/],
  [{ kind: 'webhook', url: `https://example.com/${'x'.repeat(2_000)}` }, /`url` has at most/],
  [{ kind: 'webhook', url: 'https://example.com', secret: 'canary' }, /`secret` has at least 16/],
  [
    { kind: 'webhook', url: 'https://x.example/?k=of-16+characters', secret: 'of-16+characters' },
    /`url` holds the `secret`/,
  ],
  [
    { kind: 'webhook', url: 'https://x.example/of-16%2Bcharacters', secret: 'of-16+characters' },
    /`url` holds the `secret`/,
  ],
])('refuses %j', (metric, message) => {
  expect(() => compileMetric(metric)).toThrow(message);
  try {
    compileMetric(metric);
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((error as Error).message).not.toMatch(/canary|example\.com/);
  }
});
