import type { Cost, SearchExample, TaskCost } from '../../optimization/algorithms/search.js';
import { mean } from '../../optimization/statistics/interval.js';
import type { Contender } from './contender.js';
import type { ScoreSheet } from './score-of.js';
import type { Reserve } from './spend-gate.js';

/** After everything that a search waits for. */
const FILLER = 1e9;
const CAUTION = 1.3;

export interface Tested {
  /** Examples that a stopped run or the provider left without an answer are missing. */
  readonly scores: ScoreSheet;
  /** The first of whatever kept it from its end. */
  readonly failure?: unknown;
}

/** The test examples, touched once for each prompt that is tested: what the tests still to come take stays reserved. */
export class FinalTest {
  private readonly costs: TaskCost[] = [];
  private due: number;

  constructor(
    private readonly examples: readonly SearchExample[],
    /** Of one answer and its score, until real ones are known. */
    private readonly estimate: Cost & { readonly calls?: number },
    /** How many prompts will be tested at most. */
    prompts: number,
  ) {
    this.due = prompts * examples.length;
  }

  /** Test calls not yet made, and what one takes. */
  reserve(): Reserve {
    const estimate = { calls: 1, ...this.estimate };
    const each = (unit: keyof TaskCost) =>
      this.costs.length < 5 ? estimate[unit] : mean(this.costs.map((cost) => cost[unit])) * CAUTION;
    // A judge asked again is rare; a call more for each would be too much.
    const calls = Math.min(each('calls'), Math.max(estimate.calls, each('calls') / CAUTION));
    return { tests: this.due, each: { usd: each('usd'), tokens: each('tokens'), calls } };
  }

  /** `filler`: only where nothing else is waiting for a slot. */
  async run(contender: Contender, filler: boolean): Promise<Tested> {
    return this.ask(contender, this.examples, 0, filler ? FILLER : 0);
  }

  /** Asks again, of the first examples or of all, beside the tests that were planned for; `sample` from 1. */
  async again(contender: Contender, sample: number, examples = this.examples.length): Promise<Tested> {
    const asked = this.examples.slice(0, examples);
    this.due += asked.length;
    return this.ask(contender, asked, sample, 0);
  }

  private async ask(
    { candidate, scored }: Contender,
    examples: readonly SearchExample[],
    sample: number,
    priority: number,
  ): Promise<Tested> {
    const scores = new Map<string, number>();
    let failure: unknown;
    await Promise.all(
      examples.map(async (example) => {
        try {
          const answer = await scored.answer(candidate, example, 'test', priority, sample);
          if (answer.kind === 'scored') scores.set(example.id, answer.score);
          this.costs.push(answer.cost);
        } catch (error) {
          failure ??= error;
        } finally {
          this.due -= 1;
        }
      }),
    );
    return { scores, ...(failure === undefined ? {} : { failure }) };
  }
}
