import { describe, expect, test } from '@jest/globals';
import { readPiece } from '../../src/datasets/import/read-piece.js';
import { regex } from '../../src/optimization/scoring/regex.js';
import { jsonAnswer } from '../../src/use-cases/json-answer.js';

/** Doubles the time of a matcher that goes back with every further letter: so many take it seconds. */
const letters = 29;
const timeOf = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

describe('an expression takes linear time', () => {
  test.each(['^(a+)+$', '^(a|a)*$', '^(a*)*b?$', '^([a-z]+)+\\d$'])('of a metric: %s', async (pattern) => {
    const metric = regex({ kind: 'regex', pattern });
    const example = { id: 'x', inputs: {} };
    await metric.score({ example, output: 'a' } as never);
    const took = timeOf(() => void metric.score({ example, output: `${'a'.repeat(letters)}!` } as never));
    expect(took).toBeLessThan(300);
  });

  test.each(['^(a+)+$', '^([a-z]+)+\\d$'])('of a JSON Schema: %s', (pattern) => {
    const format = { kind: 'json-schema' as const, schema: { type: 'string', pattern } };
    expect(jsonAnswer('"a"', format).problem === undefined).toBe(pattern === '^(a+)+$');
    const took = timeOf(() =>
      expect(jsonAnswer(JSON.stringify(`${'a'.repeat(letters)}!`), format).problem).toBeDefined(),
    );
    expect(took).toBeLessThan(300);
  });

  test.each(['(a)\\1', '(?=a)b', '(?<!a)b'])('or is refused: %s', (pattern) => {
    expect(() => regex({ kind: 'regex', pattern })).toThrow(/not a valid RE2 expression/);
  });
});

describe('a piece of a file takes little time', () => {
  const refusal = 'A piece has at most 10000 rows.';
  test.each([
    ['bad rows of JSONL', 'jsonl', 'x\n'.repeat(200_000)],
    ['bad rows of CSV', 'csv', `a\n${'b"c\n'.repeat(20_000)}`],
  ] as const)('where it is refused for too many %s: none of them is read', (_, format, text) => {
    const took = timeOf(() => expect(() => readPiece({ format, text })).toThrow(refusal));
    expect(took).toBeLessThan(400);
  });

  test('whose rows have the id of a large one', () => {
    const large = JSON.stringify({ id: 'a', inputs: { x: 'y '.repeat(100_000) } });
    const text = `${large}\n${'{"id":"a","inputs":{"x":1}}\n'.repeat(100)}`;
    const took = timeOf(() => expect(readPiece({ format: 'jsonl', text }).faults).toHaveLength(100));
    expect(took).toBeLessThan(400);
  });

  test('that has and names many columns', () => {
    const columns = Array.from({ length: 30_000 }, (_, index) => `c${index}`);
    const piece = { format: 'csv', text: '', columns, mapping: { input: columns, json: columns } } as const;
    expect(timeOf(() => void readPiece(piece))).toBeLessThan(400);
  });

  test.each([
    [10_000, ''],
    [9_999, '\n{}'],
  ])('and may have as many rows as it says: %i', (rows, more) => {
    expect(readPiece({ format: 'jsonl', text: '{}\n'.repeat(rows) + more }).faults).toHaveLength(10_000);
    expect(readPiece({ format: 'csv', text: `a\n${'b\n'.repeat(10_000)}` }).rows).toHaveLength(10_000);
  });
});
