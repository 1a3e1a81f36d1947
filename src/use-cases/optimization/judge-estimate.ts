import { estimateTokens } from '../../adaptation/estimate-tokens.js';
import type { Example } from '../../datasets/dataset-store.js';
import type { TaskCost } from '../../optimization/algorithms/search.js';
import { judgeQuestion } from '../../optimization/scoring/judge/judge-question.js';
import type { MetricInput } from '../../optimization/scoring/metric-input.js';
import { metricParts } from '../../optimization/scoring/metric-parts.js';
import type { JsonObject, JsonValue } from '../../sdk/index.js';
import { costOf } from '../../usage/call-cost.js';
import type { FindModel } from '../find-model.js';
import type { OptimizationRunInput } from './optimization-run-input.js';

const SAMPLE = 50;
/** Of a verdict: a reason and a score. */
const VERDICT = 80;
/** Characters of an answer where the dataset does not show what answers are like. */
const ANSWER = 'x'.repeat(600);

const nothing: TaskCost = { calls: 0, usd: 0, tokens: 0 };
const sum = (costs: readonly TaskCost[]) =>
  costs.reduce(
    (all, one) => ({ calls: all.calls + one.calls, usd: all.usd + one.usd, tokens: all.tokens + one.tokens }),
    nothing,
  );
const over = ({ calls, usd, tokens }: TaskCost, count: number): TaskCost =>
  count === 0 ? nothing : { calls: calls / count, usd: usd / count, tokens: Math.ceil(tokens / count) };

export interface JudgeEstimate {
  /** To score one answer, on average. */
  readonly answer: TaskCost;
  /** To score all the graded answers. */
  readonly calibration: TaskCost;
}

/** What the judges of a metric will take, from the lengths of the examples. */
export function judgeEstimate(metric: MetricInput, examples: readonly Example[], findModel: FindModel): JudgeEstimate {
  const judges = metricParts(metric).filter(({ kind }) => kind === 'llm-judge');
  const step = Math.max(1, Math.floor(examples.length / SAMPLE));
  const sample = examples.filter((_, index) => index % step === 0);
  return {
    answer: sum(
      judges.map((part) =>
        over(
          sum(
            sample.map(({ inputs, expected }) => {
              const answer =
                typeof expected === 'string' ? expected : expected === undefined ? ANSWER : JSON.stringify(expected);
              return scoring(part, inputs, answer, expected, findModel);
            }),
          ),
          sample.length,
        ),
      ),
    ),
    calibration: sum(
      judges.flatMap((part) =>
        (part.graded ?? []).map(({ inputs, output, expected }) =>
          scoring(part, inputs, output, expected ?? undefined, findModel),
        ),
      ),
    ),
  };
}

/** Estimates of a run, with what its judges take. */
export function withJudges(
  { task, proposal }: OptimizationRunInput['estimates'],
  { answer, calibration }: JudgeEstimate,
): OptimizationRunInput['estimates'] {
  return {
    task: { calls: 1 + answer.calls, usd: task.usd + answer.usd, tokens: task.tokens + answer.tokens },
    proposal,
    ...(calibration.calls === 0 ? {} : { calibration }),
  };
}

function scoring(
  { rubric = '', judge = '' }: MetricInput,
  task: JsonObject,
  answer: string,
  reference: JsonValue | undefined,
  findModel: FindModel,
): TaskCost {
  const { model } = findModel.run(judge);
  const calls = reference === undefined ? 1 : 2;
  const question = judgeQuestion(rubric, { task, answer, ...(reference === undefined ? {} : { reference }) });
  const inputTokens = question.reduce((total, { content }) => total + estimateTokens(content, model).tokens + 4, 0);
  const usage = { inputTokens, outputTokens: VERDICT, cachedInputTokens: 0, reasoningTokens: 0 };
  return {
    calls,
    usd: calls * (costOf(usage, model.price)?.total ?? 0),
    tokens: calls * (inputTokens + VERDICT),
  };
}
