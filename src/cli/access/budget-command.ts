import { say, table } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { accessCommand, given, type AccessAction, type AccessValues } from './access-command.js';
import {
  budgetsQuery,
  removeBudgetMutation,
  removeCeilingMutation,
  setBudgetMutation,
  setCeilingMutation,
  type AmountsRow,
  type BudgetRow,
} from './budget-documents.js';
import { budgetHelp } from './budget-help.js';

const windows = new Set(['DAY', 'MONTH', 'ONCE']);

function limitsIn({ window, usd, calls, tokens, ...values }: AccessValues) {
  const chosen = window?.toUpperCase() ?? '';
  if (!windows.has(chosen)) throw new UsageError('--window takes day, month or once.');
  const limits = {
    maxUsd: numberIn('usd', usd),
    maxCalls: numberIn('calls', calls),
    maxTokens: numberIn('tokens', tokens),
  };
  if (Object.values(limits).every((limit) => limit === undefined)) {
    throw new UsageError('Say at least one of --usd, --calls and --tokens.');
  }
  return { window: chosen, ...limits, allowUnpriced: values['allow-unpriced'] === true };
}

function numberIn(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new UsageError(`--${name} takes a number.`);
  return number;
}

const amounts = ({ usd, calls, tokens }: AmountsRow): string =>
  [usd === null ? [] : `$${usd}`, calls === null ? [] : `${calls} calls`, tokens === null ? [] : `${tokens} tokens`]
    .flat()
    .join(', ');

const lineOf = (one: BudgetRow): string[] => [
  one.id,
  one.owner === 'OPERATOR' ? 'ceiling' : (one.credentialId ?? 'everything'),
  one.window.toLowerCase(),
  amounts({ usd: one.maxUsd, calls: one.maxCalls, tokens: one.maxTokens }),
  amounts(one.spent),
  amounts(one.reserved),
  amounts(one.left),
  one.resetsAt ?? 'never',
];

const actions: Readonly<Record<string, AccessAction>> = {
  list: async (client, _, { tenant }) => {
    const { spendingBudgets } = await client.request<{ readonly spendingBudgets: readonly BudgetRow[] }>(budgetsQuery, {
      tenant,
    });
    const titles = ['id', 'of', 'window', 'at most', 'spent', 'under way', 'left', 'starts anew'];
    say(table(titles, spendingBudgets.map(lineOf)));
  },
  set: async (client, _, values) => {
    const { tenant, credential } = values;
    if (tenant !== undefined && credential !== undefined)
      throw new UsageError('A ceiling is for all that a tenant spends.');
    const input = limitsIn(values);
    const { set } = await client.request<{ readonly set: { readonly id: string } }>(
      tenant === undefined ? setBudgetMutation : setCeilingMutation,
      tenant === undefined ? { input: { ...input, credential } } : { input, tenant },
    );
    say(`${tenant === undefined ? 'Budget' : 'Ceiling'} ${set.id}.`);
  },
  remove: async (client, operand, { tenant }) => {
    const id = given(operand, "the budget's id: `byom budget list` shows it");
    await client.request(tenant === undefined ? removeBudgetMutation : removeCeilingMutation, { id, tenant });
    say('Lifted.');
  },
};

/** `byom budget ACTION`. */
export const budgetCommand = (args: readonly string[]): Promise<number> =>
  accessCommand('budget', budgetHelp, actions, args);
