import type { Answer, SearchExample, SearchLimits } from '../../optimization/algorithms/search.js';
import { searchOrder } from '../../optimization/algorithms/search-order.js';
import { searchLimits, type PortRunInput } from './optimization-run-input.js';

/** Of the search's calls, what may go into the old model's answers, and the most examples of each split that it is asked. */
const SOURCE_SHARE = { train: 0.08, validation: 0.15 };
const MOST_SOURCE = { train: 24, validation: 60 };

/** Characters of a right answer of the old model that the proposer is shown. */
const SHOWN = 400;

/** What broke is what the proposer has to mend: it is told how the old model answered. */
export function withSourceAnswers(
  examples: readonly SearchExample[],
  source: ReadonlyMap<string, Answer>,
): readonly SearchExample[] {
  return examples.map((example) => {
    const answer = source.get(example.id);
    if (answer?.kind !== 'scored' || answer.score < 0.999) return example;
    const note = `With the same prompt another model answered, rightly: ${JSON.stringify(answer.output.slice(0, SHOWN))}`;
    return { ...example, feedback: example.feedback === undefined ? note : `${example.feedback} ${note}` };
  });
}

/** Examples of both splits that the old model is asked, in the order in which the search will ask the new one. */
export function sourceSample(input: PortRunInput, tested: number) {
  const { calls, taskCalls, usd, tokens } = searchLimits(input, tested);
  const { task } = input.estimates;
  const by = (limit: number, each: number) => (each > 0 ? limit / each : Infinity);
  const planned = Math.min(by(calls, task.calls ?? 1), taskCalls, by(usd, task.usd), by(tokens, task.tokens));
  const sample = (split: 'train' | 'validation') =>
    searchOrder(input.seed, split, input.examples[split]).slice(
      0,
      Math.max(0, Math.min(MOST_SOURCE[split], Math.floor(planned * SOURCE_SHARE[split]))),
    );
  return { train: sample('train'), validation: sample('validation') };
}

/** The search's limits, without what the old model's answers take. */
export function limitsWithout(input: PortRunInput, tested: number, answers: number): SearchLimits {
  const { task } = input.estimates;
  const limits = searchLimits(input, tested);
  return {
    calls: limits.calls - Math.ceil(answers * (task.calls ?? 1)),
    taskCalls: limits.taskCalls - answers,
    usd: limits.usd - answers * task.usd,
    tokens: limits.tokens - answers * task.tokens,
  };
}
