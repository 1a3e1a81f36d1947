import type { Message } from '../../src/sdk/index.js';
import type { SimulatedModel } from './models/simulated-model.js';

/** Simulated prices, in dollars for a million tokens: a small model's for tasks, a large one's for proposals. */
export const prices = { task: { input: 0.15, output: 0.6 }, proposal: { input: 2.5, output: 10 } } as const;
export type Purpose = keyof typeof prices;

export interface Bill {
  readonly calls: number;
  readonly tokens: number;
  readonly usd: number;
}

export class BudgetReached extends Error {}

const countTokens = (text: string) => Math.max(1, Math.ceil(text.length / 4));

/** Counts at the model, whoever asks, and answers no task call beyond the budget. */
export class MeteredModel {
  private readonly bills: Record<Purpose, Bill> = {
    task: { calls: 0, tokens: 0, usd: 0 },
    proposal: { calls: 0, tokens: 0, usd: 0 },
  };
  private readonly asked = new Map<string, number>();
  /** Task calls refused. */
  refused = 0;

  constructor(
    private readonly model: SimulatedModel,
    private readonly budget: number,
    private readonly seed: number,
  ) {}

  bill(purpose: Purpose): Bill {
    return this.bills[purpose];
  }

  /** Fails with `BudgetReached` for a task call beyond the budget. */
  call(
    purpose: Purpose,
    messages: readonly Message[],
  ): { readonly text: string; readonly bill: Bill & { readonly input: number; readonly output: number } } {
    if (purpose === 'task' && this.bills.task.calls >= this.budget) {
      this.refused += 1;
      throw new BudgetReached(`The budget of ${this.budget} task calls is spent.`);
    }
    const key = `${purpose}\n${messages.map(({ role, content }) => `${role}\n${content}`).join('\n')}`;
    const times = this.asked.get(key) ?? 0;
    this.asked.set(key, times + 1);
    const draw = this.seed * 1_000 + times;
    const text = purpose === 'task' ? this.model.answer(messages, draw) : this.model.propose(messages, draw);
    const input = messages.reduce((sum, { content }) => sum + countTokens(content) + 3, 0);
    const output = countTokens(text);
    const usd = (input * prices[purpose].input + output * prices[purpose].output) / 1e6;
    const before = this.bills[purpose];
    this.bills[purpose] = { calls: before.calls + 1, tokens: before.tokens + input + output, usd: before.usd + usd };
    return { text, bill: { calls: 1, tokens: input + output, usd, input, output } };
  }

  /** Free and uncounted: for the true score of what a contestant hands in. */
  answer(messages: readonly Message[], draw: number): string {
    return this.model.answer(messages, 500_000 + draw);
  }

  get draws(): number {
    return this.model.draws;
  }
}
