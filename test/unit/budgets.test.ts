import { expect, test } from '@jest/globals';
import { budgetRuns } from '../support/budget-runs.js';

// The long version is `node dist/bench/budgets.js --runs 1000`.
test("no limit is passed by the provider's own count, whatever fails, lies or is killed", async () => {
  const seeds = Array.from({ length: 25 }, (_, index) => 1_001 + index);
  const { violations, lines } = await budgetRuns(seeds);
  expect(violations).toEqual([]);
  // And they are made use of.
  expect(lines.find((line) => line.startsWith('maxCalls'))).toMatch(/used [5-9]\d/);
}, 60_000);
