import type { Quote } from '../../src/optimization/optimization-store.js';
import type { BudgetInput } from '../../src/use-cases/optimization/optimization-input.js';
import type { Unit } from '../../test/support/quoted-run.js';

export interface QuotedOutcome {
  readonly setting: string;
  readonly heldOut: boolean;
  readonly strategy: string;
  readonly budget: BudgetInput;
  readonly quote: Quote;
  readonly spent: Readonly<Record<Unit, number>>;
}

const units: readonly Unit[] = ['calls', 'tokens', 'usd', 'seconds'];
const limits = ['maxCalls', 'maxTaskCalls', 'maxUsd', 'maxTokens'] as const;

/** Whether what was spent lies in the quote's range; to the last digits of a sum of dollars. */
export const inside = ({ quote, spent }: Pick<QuotedOutcome, 'quote' | 'spent'>, unit: Unit): boolean => {
  const { low, high } = quote[unit]!;
  return spent[unit] >= low * (1 - 1e-9) && spent[unit] <= high * (1 + 1e-9);
};

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function row(name: string, outcomes: readonly QuotedOutcome[]): string {
  const cells = units.map((unit) => {
    const share = outcomes.filter((outcome) => inside(outcome, unit)).length / Math.max(1, outcomes.length);
    const width = median(outcomes.map(({ quote }) => quote[unit]!.high / Math.max(1e-9, quote[unit]!.low)));
    return `${(100 * share).toFixed(0).padStart(4)}% x${width.toFixed(1).padEnd(5)}`;
  });
  return `${name.padEnd(32)} ${String(outcomes.length).padStart(5)}  ${cells.join('  ')}`;
}

/** How often the real spend was inside, and how wide the ranges are (median of high by low). */
export function reportOf(outcomes: readonly QuotedOutcome[]): readonly string[] {
  const by = (name: string, of: (outcome: QuotedOutcome) => boolean) => row(name, outcomes.filter(of));
  const all = (of: (outcome: QuotedOutcome) => string) => [...new Set(outcomes.map(of))].toSorted();
  return [
    `${'runs inside, width'.padEnd(32)}  runs  ${units.map((unit) => unit.padEnd(12)).join('  ')}`,
    row('all', outcomes),
    by('held-out tasks', ({ heldOut }) => heldOut),
    ...limits.map((limit) => by(`budget by ${limit}`, ({ budget }) => budget[limit] !== undefined)),
    by('with maxSeconds', ({ budget }) => budget.maxSeconds !== undefined),
    ...all(({ strategy }) => strategy).map((name) => by(`strategy ${name}`, ({ strategy }) => strategy === name)),
    ...all(({ setting }) => setting).map((name) => by(name, ({ setting }) => setting === name)),
  ];
}
