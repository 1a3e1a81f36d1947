import { describe, expect, it } from '@jest/globals';
import { paretoFrontier } from '../../../src/graphql/optimization/pareto-frontier.js';
import type { CandidateRecord } from '../../../src/optimization/optimization-store.js';

const candidate = (
  id: string,
  mean: number | undefined,
  costPerCall?: number,
  latencyMs?: number,
): CandidateRecord => ({
  id,
  index: 0,
  prompt: {},
  model: 'a/b',
  parents: [],
  origin: 'test',
  costPerCall,
  latencyMs,
  ...(mean === undefined ? {} : { validation: { split: 'validation', mean, low: 0, high: 1, examples: 10 } }),
});
const frontier = (...candidates: CandidateRecord[]) => paretoFrontier(candidates).map(({ id }) => id);

describe('the frontier', () => {
  it('holds whoever is best at something', () => {
    expect(
      frontier(candidate('good', 0.9, 2, 100), candidate('cheap', 0.5, 1, 100), candidate('bad', 0.5, 2, 100)),
    ).toEqual(['good', 'cheap']);
  });

  it('keeps equals, and leaves out what was not scored', () => {
    expect(frontier(candidate('a', 0.5, 1, 1), candidate('b', 0.5, 1, 1), candidate('new', undefined))).toEqual([
      'a',
      'b',
    ]);
  });

  it('takes an unknown price for the worst', () => {
    expect(frontier(candidate('known', 0.5, 1, 1), candidate('unknown', 0.5, undefined, 1))).toEqual(['known']);
    expect(frontier(candidate('a', 0.5), candidate('b', 0.6))).toEqual(['b']);
  });
});
