import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkScorable, compileMetric } from '../../src/optimization/scoring/compile-metric.js';
import type { MetricInput, MetricKind } from '../../src/optimization/scoring/metric-input.js';
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
    [{ kind: 'exact-match' }, 'refund', ' ', 'expected `refund`, got an empty answer'],
    [{ kind: 'exact-match' }, 'refund', '"Refund."', 'expected `refund`, got `"Refund."` (right but for punctuation)'],
    [
      { kind: 'exact-match', caseSensitive: true },
      'Refund',
      'refund',
      'expected `Refund`, got `refund` (right but for upper and lower case)',
    ],
    [
      { kind: 'exact-match' },
      'card payment',
      'cardpayment',
      'expected `card payment`, got `cardpayment` (right but for the space in it)',
    ],
    [
      { kind: 'exact-match' },
      'refund',
      'The label is refund.',
      'expected `refund`, got `The label is refund.` (the expected text is in it, with other text around it)',
    ],
    [
      { kind: 'exact-match' },
      'refund',
      '```\nrefund\n```',
      'expected `refund`, got ````\nrefund\n```` (right but for the code fence around it)',
    ],
    [
      { kind: 'exact-match' },
      'New York City',
      'New York',
      'expected `New York City`, got `New York` (only a part of what is expected)',
    ],
    [{ kind: 'exact-match' }, '1.5', '15', 'expected `1.5`, got `15`'],
    [{ kind: 'exact-match' }, '5', '-5', 'expected `5`, got `-5`'],
    [
      { kind: 'exact-match' },
      { a: 1 },
      'Here: {"a": 1}',
      'expected `{"a":1}`, got `Here: {"a": 1}` (right but for other text around it)',
    ],
    [
      { kind: 'contains' },
      ['A-12', 'x'],
      'It is a 12, x',
      'the answer should contain `A-12` (there with other space or punctuation), got `It is a 12, x`',
    ],
    [
      { kind: 'contains', caseSensitive: true },
      'Paris',
      'paris',
      'the answer should contain `Paris` (there in other upper and lower case), got `paris`',
    ],
    [
      { kind: 'regex', pattern: '^[a-z]+$' },
      '',
      ' abc ',
      'the answer does not match the pattern `^[a-z]+$`: got `abc` (it would match without the space around it)',
    ],
    [
      { kind: 'regex', pattern: '^\\d+$' },
      '',
      'I think:\n12',
      'the answer does not match the pattern `^\\d+$`: got `I think:\n12` (one of its lines would match, without the others)',
    ],
    [
      { kind: 'regex', pattern: 'answer: (.+)' },
      'B',
      'answer: B.',
      'expected `B`, got `B.` (right but for punctuation) from `answer: B.`',
    ],
    [{ kind: 'numeric' }, 7, 'none', 'expected the number 7, got no number: `none`'],
    [
      { kind: 'numeric' },
      7,
      '7 of 9',
      'expected 7, got 9, the last number of `7 of 9` (the right number is there, but it is not the last one)',
    ],
    [{ kind: 'numeric' }, 0.5, '50', 'expected 0.5, got 50, the last number of `50` (right but for a factor of 100)'],
    [{ kind: 'numeric' }, -3, '3', 'expected -3, got 3, the last number of `3` (right but for its sign)'],
    [{ kind: 'numeric' }, 10, '10.25', 'expected 10, got 10.25, the last number of `10.25` (off by 0.25)'],
    [
      { kind: 'json-fields' },
      { total: 41.2 },
      '{"total": "41.20"}',
      'expected field `total` 41.2, got `41.20` as text',
    ],
    [{ kind: 'json-fields' }, { id: '007' }, '{"id": 7}', 'expected field `id` `007`, got 7 as a number'],
    [{ kind: 'json-fields' }, { total: 41.2 }, '{}', 'field `total` is missing, expected 41.2'],
    [
      { kind: 'json-fields' },
      { customerName: 'Ann' },
      '{"customer_name": "Ann"}',
      'field `customerName` is missing, expected `Ann` (there is `customer_name`); fields that are not expected: `customer_name`',
    ],
    [
      { kind: 'json-fields', fields: ['total'] },
      { total: 3 },
      '{"invoice": {"total": 3}}',
      'field `total` is missing, expected 3 (it is at `invoice.total`)',
    ],
    [
      { kind: 'json-fields' },
      { who: { name: 'Ann', age: 4 }, tags: ['a'] },
      '{"who": {"name": "ann", "age": 5, "x": 1}, "tags": ["a", "b"]}',
      'expected field `who.age` 4, got 5; field `who.x` should be left out, got 1; expected field `tags` with 1 items, got 2: ["a","b"]',
    ],
    [
      { kind: 'json-fields' },
      { a: 'x y' },
      'Sure: {"a": "xy"}',
      'expected field `a` `x y`, got `xy` (right but for the space in it) (the JSON is wrapped in other text)',
    ],
    [{ kind: 'json-fields' }, { a: null }, '{"a": ""}', 'expected field `a` null, got an empty text'],
    [{ kind: 'json-fields' }, { a: 1 }, 'a is 1', 'the answer is not valid JSON (there is none in it): `a is 1`'],
    [
      { kind: 'json-fields' },
      { a: 1 },
      '{"a": [1, 2',
      'the answer is not valid JSON (it seems to be cut off: a bracket is never closed): `{"a": [1, 2`',
    ],
    [
      { kind: 'json-fields' },
      { a: 1 },
      "{'a': 1}",
      "the answer is not valid JSON (names are in single quotes): `{'a': 1}`",
    ],
  ])('says why', (metric, expected, output, feedback) => {
    expect(score(metric, expected, output).feedback).toBe(feedback);
  });

  test('scores every output between 0 and 1 without failing, and the expected answer with 1', () => {
    const inputs: Readonly<
      Record<
        Exclude<MetricKind, 'cost' | 'composite' | 'llm-judge' | 'webhook' | 'code'>,
        readonly [MetricInput, JsonValue]
      >
    > = {
      'exact-match': [{ kind: 'exact-match' }, 'word'],
      contains: [{ kind: 'contains' }, 'word'],
      regex: [{ kind: 'regex', pattern: '(\\w+)' }, 'word'],
      numeric: [{ kind: 'numeric' }, 12],
      'json-fields': [{ kind: 'json-fields' }, { a: 1 }],
      'token-f1': [{ kind: 'token-f1' }, 'word'],
      length: [{ kind: 'length', most: 4 }, 'word'],
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
