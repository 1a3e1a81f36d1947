import { ByomError } from '../../sdk/index.js';
import type { CheckedBudget } from './optimization-run-input.js';
import type { BudgetInput } from './optimization-input.js';

export const DEFAULT_CONCURRENCY = 8;

const limits = {
  maxCalls: { most: 1_000_000, whole: true },
  maxTaskCalls: { most: 1_000_000, whole: true },
  maxUsd: { most: 100_000, whole: false },
  maxTokens: { most: 1e12, whole: true },
  maxSeconds: { most: 30 * 86_400, whole: true },
  maxConcurrency: { most: 64, whole: true },
} as const satisfies Record<keyof BudgetInput, { most: number; whole: boolean }>;

/** Fails with BAD_USER_INPUT that states the limit. */
export function checkBudget(budget: BudgetInput): CheckedBudget {
  const checked: Record<string, number> = {};
  for (const [name, { most, whole }] of Object.entries(limits) as [
    keyof BudgetInput,
    { most: number; whole: boolean },
  ][]) {
    const value: unknown = budget[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'number' || !(value > 0) || value > most || (whole && !Number.isInteger(value))) {
      throw new ByomError(
        'BAD_USER_INPUT',
        `The budget's \`${name}\` is ${whole ? 'a whole number from 1' : 'a number above 0 and'} ${whole ? 'to' : 'up to'} ${most}.`,
      );
    }
    checked[name] = value;
  }
  const { maxCalls, maxTaskCalls, maxUsd, maxTokens } = checked;
  if ([maxCalls, maxTaskCalls, maxUsd, maxTokens].every((limit) => limit === undefined)) {
    throw new ByomError(
      'BAD_USER_INPUT',
      'A budget needs at least one of `maxCalls`, `maxTaskCalls`, `maxUsd` and `maxTokens`.',
    );
  }
  return { ...checked, maxConcurrency: checked['maxConcurrency'] ?? DEFAULT_CONCURRENCY };
}
