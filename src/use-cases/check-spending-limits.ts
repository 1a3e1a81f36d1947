import { ByomError } from '../sdk/index.js';
import type { SpendingLimit, SpendingLimits } from '../usage/spending-budget.js';

const limits = {
  maxUsd: { least: 1e-6, most: 1e9, whole: false },
  maxCalls: { least: 1, most: 1e12, whole: true },
  maxTokens: { least: 1, most: 1e15, whole: true },
} as const satisfies Record<SpendingLimit, { least: number; most: number; whole: boolean }>;

export type GivenLimits = { readonly [Name in SpendingLimit]?: number | null };

/** Fails with BAD_USER_INPUT that states the limit. */
export function checkSpendingLimits(given: GivenLimits): SpendingLimits {
  const checked = { maxUsd: null, maxCalls: null, maxTokens: null } as {
    -readonly [N in SpendingLimit]: number | null;
  };
  for (const name of Object.keys(limits) as SpendingLimit[]) {
    const value: unknown = given[name];
    if (value === undefined || value === null) continue;
    const { least, most, whole } = limits[name];
    if (typeof value !== 'number' || !(value >= least) || value > most || (whole && !Number.isInteger(value))) {
      throw new ByomError(
        'BAD_USER_INPUT',
        `A budget's \`${name}\` is a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`,
      );
    }
    checked[name] = value;
  }
  if (Object.values(checked).every((limit) => limit === null)) {
    throw new ByomError('BAD_USER_INPUT', 'A budget needs at least one of `maxUsd`, `maxCalls` and `maxTokens`.');
  }
  return checked;
}
