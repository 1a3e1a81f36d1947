import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkScorable, compileMetric } from '../../src/optimization/scoring/compile-metric.js';
import { metricKinds, type MetricInput } from '../../src/optimization/scoring/metric-input.js';
import type { AnswerToScore, Scored } from '../../src/optimization/scoring/metric.js';
import { readNumber } from '../../src/optimization/scoring/read-number.js';
import type { JsonValue } from '../../src/sdk/index.js';

const answerOf = (expected: JsonValue | undefined, output: string): AnswerToScore => ({
  example: { id: 'e', inputs: {}, ...(expected === undefined ? {} : { expected }) },
  output,
  cost: { usd: 0, tokens: 0 },
});

const score = (metric: MetricInput, expected: JsonValue | undefined, output: string) =>
  compileMetric(metric).score(answerOf(expected, output)) as Scored;

describe('metrics', () => {
  test.each<[MetricInput, JsonValue | undefined, string, number]>([
    [{ kind: 'exact-match' }, 'Refund', '  refund\n', 1],
    [{ kind: 'exact-match' }, 'refund', 'refund.', 0],
    [{ kind: 'exact-match', caseSensitive: true }, 'Refund', 'refund', 0],
    [{ kind: 'exact-match' }, 'é', 'e\u0301', 1],
    [{ kind: 'exact-match' }, { a: 1, b: 2 }, '{"b": 2, "a": 1}', 1],
    [{ kind: 'exact-match' }, true, 'True', 1],
    [{ kind: 'exact-match' }, 5, '5.0', 1],
    [{ kind: 'contains' }, 'Paris', 'It is paris.', 1],
    [{ kind: 'contains' }, ['red', 'blue'], 'Only red', 0.5],
    [{ kind: 'contains', caseSensitive: true }, 'Paris', 'paris', 0],
    [{ kind: 'regex', pattern: '^[a-z]+$' }, undefined, 'abc', 1],
    [{ kind: 'regex', pattern: '^[a-z]+$' }, 'unused', 'abc1', 0],
    [{ kind: 'regex', pattern: 'answer: (\\w+)' }, 'B', 'The answer: b', 1],
    [{ kind: 'regex', pattern: 'answer: (\\w+)' }, 'B', 'The answer: c', 0],
    [{ kind: 'regex', pattern: 'answer: (\\w+)' }, undefined, 'The answer: c', 1],
    [{ kind: 'numeric' }, 1234.5, 'That makes $1,234.50 in all.', 1],
    [{ kind: 'numeric' }, -3, 'x = -3', 1],
    [{ kind: 'numeric' }, 3, '2 + 1 = 3', 1],
    [{ kind: 'numeric' }, '42', 'forty-two', 0],
    [{ kind: 'numeric', tolerance: 0.5 }, 10, '10.5', 1],
    [{ kind: 'numeric', tolerance: 0.5 }, 10, '10.6', 0],
    [{ kind: 'numeric' }, 0.3, String(0.1 + 0.2), 1],
    [
      { kind: 'json-fields', fields: ['total', 'customer.name'] },
      { total: 4.2, customer: { name: 'Ann' } },
      '```json\n{"total": 4.2, "customer": {"name": "ann"}}\n```',
      1,
    ],
    [
      { kind: 'json-fields', fields: ['total', 'customer.name'] },
      { total: 4.2, customer: { name: 'Ann' } },
      '{"total": "4.2", "customer": {"name": "Ann"}}',
      0.5,
    ],
    [{ kind: 'json-fields' }, { a: 1, b: [1, 2] }, 'Sure: {"a": 1, "b": [1, 2], "c": 3}', 1],
    [
      { kind: 'json-fields', fields: ['items.1.sku'] },
      { items: [{}, { sku: 'x' }] },
      '{"items": [{}, {"sku": "x"}]}',
      1,
    ],
    [{ kind: 'json-fields' }, { a: 1 }, 'no JSON', 0],
    [{ kind: 'json-fields' }, { a: 1 }, '[1]', 0],
    [{ kind: 'token-f1' }, 'the cat sat', 'The cat sat!', 1],
    [{ kind: 'token-f1' }, 'a b c d', 'a b', 2 / 3],
    [{ kind: 'token-f1' }, 'a', 'b', 0],
  ])('%j of %j against %j gives %d', (metric, expected, output, wanted) => {
    expect(score(metric, expected, output).score).toBeCloseTo(wanted, 10);
  });

  test.each<[MetricInput, JsonValue, string, string]>([
    [{ kind: 'exact-match' }, 'refund', 'billing', 'expected `refund`, got `billing`'],
    [{ kind: 'json-fields' }, { total: 41.2 }, '{"total": "41.2"}', 'expected field `total` 41.2, got `41.2` as text'],
    [{ kind: 'json-fields' }, { total: 41.2 }, '{}', 'field `total` is missing, expected 41.2'],
    [{ kind: 'numeric' }, 7, 'none', 'expected the number 7, got no number: `none`'],
    [{ kind: 'exact-match' }, 'refund', ' ', 'expected `refund`, got an empty answer'],
  ])('says why', (metric, expected, output, feedback) => {
    expect(score(metric, expected, output).feedback).toBe(feedback);
  });

  test('scores every output between 0 and 1 without failing, and the expected answer with 1', () => {
    const inputs: Readonly<Record<(typeof metricKinds)[number], readonly [MetricInput, JsonValue]>> = {
      'exact-match': [{ kind: 'exact-match' }, 'word'],
      contains: [{ kind: 'contains' }, 'word'],
      regex: [{ kind: 'regex', pattern: '(\\w+)' }, 'word'],
      numeric: [{ kind: 'numeric' }, 12],
      'json-fields': [{ kind: 'json-fields' }, { a: 1 }],
      'token-f1': [{ kind: 'token-f1' }, 'word'],
    };
    for (const [metric, expected] of Object.values(inputs)) {
      const compiled = compileMetric(metric);
      const right = typeof expected === 'string' ? expected : JSON.stringify(expected);
      expect((compiled.score(answerOf(expected, right)) as Scored).score).toBe(1);
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (output) => {
          const { score: got, feedback } = compiled.score(answerOf(expected, output)) as Scored;
          expect(got).toBeGreaterThanOrEqual(0);
          expect(got).toBeLessThanOrEqual(1);
          expect(feedback.length).toBeLessThan(2_000);
        }),
        { numRuns: 60 },
      );
    }
  });

  test('matches in linear time', () => {
    const started = performance.now();
    expect(score({ kind: 'regex', pattern: '^(a+)+$' }, undefined, `${'a'.repeat(20_000)}!`).score).toBe(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test.each([
    ['3-4', 4],
    ['-7', -7],
    ['(12)', 12],
    ['1,000,000', 1_000_000],
    ['1e3', 1000],
    ['.5', 0.5],
    ['v2', 2],
    ['', undefined],
    ['9 of 10.', 10],
  ])('reads the last number of %j', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test.each<[MetricInput, RegExp]>([
    [{ kind: 'guess' as never }, /`kind`/],
    [{ kind: 'regex' }, /`pattern`/],
    [{ kind: 'regex', pattern: '' }, /`pattern`/],
    [{ kind: 'regex', pattern: '(?=a)' }, /RE2/],
    [{ kind: 'regex', pattern: 'a'.repeat(2_000) }, /1000/],
    [{ kind: 'numeric', tolerance: -1 }, /`tolerance`/],
    [{ kind: 'numeric', tolerance: Infinity }, /`tolerance`/],
    [{ kind: 'json-fields', fields: [] }, /`fields`/],
    [{ kind: 'json-fields', fields: ['a..b'] }, /`fields`/],
  ])('refuses %j', (metric, message) => {
    expect(() => compileMetric(metric)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) }),
    );
  });

  test.each<[MetricInput, JsonValue | undefined]>([
    [{ kind: 'exact-match' }, undefined],
    [{ kind: 'contains' }, ''],
    [{ kind: 'numeric' }, 'many'],
    [{ kind: 'json-fields' }, 'text'],
    [{ kind: 'json-fields', fields: ['b'] }, { a: 1 }],
    [{ kind: 'token-f1' }, '…'],
  ])('%j cannot score an example that expects %j', (metric, expected) => {
    expect(() => checkScorable(compileMetric(metric), [{ expected }])).toThrow(/Example 1 /);
  });
});
