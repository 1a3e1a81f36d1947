import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';
import type { BudgetInput } from '../../src/use-cases/optimization/optimization-input.js';
import { optimizationStrategies } from '../../src/use-cases/optimization/optimize-prompt-input.js';
import type { QuotedRunOptions } from '../../test/support/quoted-run.js';
import { simulatedFaults } from '../../test/support/simulated-provider.js';
import type { BenchTask } from '../optimizers/bench-task.js';
import type { Setting } from '../optimizers/settings.js';

/** US dollars for a million tokens, from small models to large ones. */
const prices = [
  { input: 0.1, output: 0.4 },
  { input: 0.25, output: 2 },
  { input: 1, output: 4 },
  { input: 3, output: 15 },
];
/** Sentences of company rules, such as stand before many prompts in use. */
const boilerplate =
  'You work for a company that values clear and careful answers. Keep to the rules of the house. Never promise what you cannot keep. ';

/** Between two values, evenly on a logarithmic scale. */
const between = (random: SeededRandom, low: number, high: number) => low * (high / low) ** random.next();

function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** As a customer may give it: in calls, runs of the prompt, dollars or tokens, with a limit of time now and then. */
function budgetOf(random: SeededRandom, calls: number, price: { readonly input: number }): BudgetInput {
  const unit = random.below(5);
  const tokens = calls * between(random, 300, 1_500);
  return {
    maxConcurrency: Math.round(between(random, 1, 32)),
    ...(unit <= 1 ? { maxCalls: calls } : {}),
    ...(unit === 2 ? { maxTaskCalls: calls } : {}),
    ...(unit === 3 ? { maxUsd: (tokens * price.input * 1.5) / 1e6 } : {}),
    ...(unit === 4 ? { maxTokens: Math.round(tokens) } : {}),
    ...(random.next() < 0.1 ? { maxSeconds: Math.round(between(random, 60, 3_000)) } : {}),
  };
}

export interface PlannedRun extends QuotedRunOptions {
  readonly setting: string;
}

/** One run as it could be asked for: any task, length of prompt, amount of data, price, speed, budget, strategy and luck. */
export function planRun(seed: number, settings: readonly Setting[], most = 1_000): PlannedRun {
  const random = seededRandom('quoted run', seed);
  const one = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const setting = one(settings);
  const given = setting.task();
  const rules = boilerplate.repeat(one([0, 0, 1, 10]));
  const task: BenchTask = { ...given, prompt: { ...given.prompt, system: `${rules}${given.prompt.system ?? ''}` } };
  const all = random.shuffled([...task.train, ...task.validation, ...task.test]);
  const examples = all
    .slice(0, Math.max(40, Math.round(all.length * random.next())))
    .map(({ inputs, expected }) => ({ inputs, expected: expected! }));
  const price = one(prices);
  const simulated = setting.model.of(task);
  const speed = { firstMs: between(random, 200, 1_500), charactersPerSecond: between(random, 100, 600) };
  const faultRate = one([0, 0, 0, 0.02, 0.08]);
  const faults = simulatedFaults.slice(0, 5);
  return {
    setting: setting.name,
    prompt: task.prompt,
    metric: task.metric,
    examples,
    answer: (messages, sample) =>
      messages.at(-1)!.content.includes('<new_instruction>')
        ? simulated.propose(messages, sample)
        : simulated.answer(messages, sample),
    prices: { model: price, proposer: random.next() < 0.3 ? prices.at(-1)! : price },
    latencyMs: (characters) =>
      (speed.firstMs + (1000 * characters) / speed.charactersPerSecond) * Math.exp(0.4 * normal(random)),
    ...(faultRate === 0 ? {} : { fault: () => (random.next() < faultRate ? one(faults) : undefined) }),
    budget: budgetOf(random, Math.round(between(random, 40, most)), price),
    strategy: one(optimizationStrategies),
    seed,
    random: () => random.next(),
    longest: one([1_000, 4_096, 16_384]),
  };
}
