import { ByomError } from '../sdk/index.js';
import type { BudgetRefusal, SpendingLimit } from '../usage/spending-budget.js';

const counted: Readonly<Record<SpendingLimit, string>> = {
  maxUsd: 'dollars',
  maxCalls: 'calls',
  maxTokens: 'tokens',
};
const during = { day: ' of this day (UTC)', month: ' of this month (UTC)', once: '' } as const;

/** A call that a budget of its tenant or credential does not let pass; nothing was sent. */
export function overBudgetError(
  { id, credential, window, owner, limit, why, resetsAt }: BudgetRefusal,
  details: Readonly<Record<string, unknown>> = {},
): ByomError {
  const whose =
    owner === 'operator'
      ? "the operator's ceiling"
      : credential === null
        ? 'the budget'
        : 'the budget of this credential';
  const budget = { id, credential, window: window.toUpperCase(), owner: owner.toUpperCase(), limit };
  return new ByomError('BUDGET_EXCEEDED', messages[why](whose, `${counted[limit]}${during[window]}`, limit), {
    details: { limit, why, budget: { ...budget, resetsAt: resetsAt?.toISOString() ?? null }, ...details },
  });
}

const messages: Readonly<Record<BudgetRefusal['why'], (whose: string, what: string, limit: string) => string>> = {
  'used-up': (whose, what, limit) =>
    `There is too little left in ${whose} for the ${what} that this call may take at the most: ${limit}.`,
  'too-large': (whose, what, limit) =>
    `This call may take more than the whole of ${whose} allows in ${what}: ${limit}. Ask for a shorter answer (maxOutputTokens).`,
  unpriced: (whose) =>
    `No price is known for this model, so that ${whose} cannot count its dollars: maxUsd. Use a model with a price, or a budget that allows unpriced calls.`,
};

/** What a budget said of a call, where one did. */
export interface OverBudget {
  readonly credential: string | null;
  /** When it will let the call pass; null where time does not help. */
  readonly resetsAt: string | null;
}

export function overBudgetOf(error: unknown): OverBudget | undefined {
  if (!ByomError.is(error) || error.code !== 'BUDGET_EXCEEDED') return undefined;
  return error.details['budget'] as OverBudget | undefined;
}
