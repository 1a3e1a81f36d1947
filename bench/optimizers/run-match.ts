import { compileMetric } from '../../src/optimization/scoring/compile-metric.js';
import { mean } from '../../src/optimization/statistics/interval.js';
import { messageOf, type BenchTask } from './bench-task.js';
import type { Contestant } from './contestants/contestant.js';
import { MeteredModel, type Bill } from './metered-model.js';
import type { SimulatedModelKind } from './models/simulated-model.js';

/** One line of the results: what a contestant reached for its money. */
export interface Outcome {
  readonly contestant: string;
  readonly model: string;
  readonly task: string;
  readonly data: BenchTask['data'];
  readonly budget: number;
  readonly seed: number;
  /** Mean score on the test examples, which no contestant saw. */
  readonly test: number;
  readonly taskCalls: number;
  readonly proposalCalls: number;
  readonly tokens: number;
  /** At simulated prices. */
  readonly usd: number;
  /** Task calls that it asked for beyond its budget, and did not get. */
  readonly refused: number;
  readonly seconds: number;
  readonly summary: string;
}

/** Counts are the model's, not the contestant's. */
export async function runMatch(
  contestant: Contestant,
  kind: SimulatedModelKind,
  task: BenchTask,
  budget: number,
  seed: number,
): Promise<Outcome> {
  const metric = compileMetric(task.metric);
  const model = new MeteredModel(kind.of(task), budget, seed);
  const { test, ...shown } = task;
  const started = performance.now();
  const program = await contestant.run({ task: shown, model, metric, budget, seed });
  const bills: readonly Bill[] = [model.bill('task'), model.bill('proposal')];
  const scores: number[] = [];
  for (const example of test) {
    for (let draw = 0; draw < model.draws; draw += 1) {
      const output = await program.answer(messageOf(example), draw);
      scores.push((await metric.score({ example, output, cost: { usd: 0, tokens: 0 } })).score);
    }
  }
  const sum = (of: (bill: Bill) => number) => bills.reduce((total, bill) => total + of(bill), 0);
  return {
    contestant: contestant.name,
    model: kind.name,
    task: task.name,
    data: task.data,
    budget,
    seed,
    test: mean(scores),
    taskCalls: model.bill('task').calls,
    proposalCalls: model.bill('proposal').calls,
    tokens: sum(({ tokens }) => tokens),
    usd: sum(({ usd }) => usd),
    refused: model.refused,
    seconds: (performance.now() - started) / 1000,
    summary: program.summary,
  };
}
