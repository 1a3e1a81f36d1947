import { hash } from 'node:crypto';
import { splits, type Example } from '../datasets/dataset-store.js';
import type { OptimizationRecord } from '../optimization/optimization-store.js';
import { seededRandom } from '../optimization/seeded-random.js';
import { renderPrompt } from '../prompts/render-prompt.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { estimateCalls } from './optimization/estimate-calls.js';
import type { EvaluateInput } from './optimization/evaluate-input.js';
import { withJudges } from './optimization/judge-estimate.js';
import { quoteOfCalls } from './optimization/quote-of-calls.js';
import type { StartOptimization } from './optimization/start-optimization.js';

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** The prompt is scored as it stands. */
const GROWTH = 1;

/** Starts the scoring of one prompt on one model. */
export class Evaluate {
  constructor(private readonly deps: { readonly start: StartOptimization }) {}

  async run(caller: Caller, given: EvaluateInput): Promise<OptimizationRecord> {
    const former = await this.deps.start.former(caller, 'evaluation', given);
    if (former !== undefined) return former;
    const input = await this.deps.start.read(caller, given);
    const { split } = input;
    if (split !== undefined && !splits.includes(split)) throw bad('`split` is not one of the splits.');
    const checked = await this.deps.start.check(caller, input, [input.model], false);
    const { prompt, budget, seed } = checked.run;
    const { model } = checked.models[0]!;
    const examples = split === undefined ? checked.examples : checked.split[split];
    if (examples.length === 0) throw bad('The dataset has no example of this `split`.');
    const estimates = withJudges(estimateCalls(prompt, examples, model, model, GROWTH), checked.judging);
    const run = {
      kind: 'evaluation' as const,
      ...checked.run,
      model: model.ref,
      // In an order that tells nothing of them: where the budget ends early, those scored stand for all.
      examples: { train: [], validation: [], test: seededRandom(seed, 'order').shuffled(examples) },
      testSplitSize: examples.length,
      ...(split === undefined ? {} : { split }),
      estimates,
    };
    const request = ({ inputs }: Example) => hash('sha256', JSON.stringify(renderPrompt(prompt, inputs)));
    const asked = new Set(examples.map(request)).size;
    const quote = quoteOfCalls({
      answers: { low: asked, high: asked },
      each: { low: estimates.task, high: estimates.task },
      calibration: estimates.calibration,
      budget,
      priced: checked.priced,
    });
    return this.deps.start.begin(caller, input, checked, run, quote);
  }
}
