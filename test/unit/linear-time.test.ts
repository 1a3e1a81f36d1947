import { describe, expect, test } from '@jest/globals';
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
