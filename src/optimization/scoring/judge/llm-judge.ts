import { ByomError } from '../../../sdk/index.js';
import type { GradedAnswer, MetricInput } from '../metric-input.js';
import { portsOf, type AnswerToScore, type Calibrated, type Metric, type MetricPorts, type Scored } from '../metric.js';
import { quoteText } from '../quote-text.js';
import { fitLine, type Correct } from './fit-line.js';
import { judgeAgreement, type GradePair } from './judge-agreement.js';
import { judgeQuestion, type Material } from './judge-question.js';
import { readVerdict, type Verdict } from './read-verdict.js';
import { speaksToJudge } from './speaks-to-judge.js';

/** A judge that scores one answer so differently by the order of what it reads is guessing. */
const UNSTEADY = 0.5;

type ToJudge = Pick<AnswerToScore, 'output'> & {
  readonly example: Pick<AnswerToScore['example'], 'inputs' | 'expected'>;
};

/** A model scores by a rubric: beside the expected answer in both orders, or by the rubric alone where there is none. */
export function llmJudge(input: MetricInput): Metric {
  const { graded = [] } = input;
  const judge = judgedBy(input, (score) => score);
  return graded.length === 0 ? judge : { ...judge, calibrate: (ports) => calibrated(input, graded, ports) };
}

function judgedBy({ rubric = '', judge = '' }: MetricInput, correct: Correct): Metric {
  return {
    judgeCalls: 2,
    problem: () => undefined,
    async score(answer: AnswerToScore, ports?: MetricPorts) {
      const verdicts = await verdictsOn(answer, rubric, judge, portsOf(ports));
      return scoredOf(verdicts, answer, correct);
    },
  };
}

async function verdictsOn(
  { example: { inputs, expected }, output }: ToJudge,
  rubric: string,
  judge: string,
  ports: MetricPorts,
): Promise<readonly Verdict[]> {
  const material: Material = {
    task: inputs,
    answer: output,
    ...(expected === undefined ? {} : { reference: expected }),
  };
  const settled = await Promise.allSettled(
    (expected === undefined ? [false] : [false, true]).map((swapped) => verdictOn(material, swapped)),
  );
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<Verdict>).value);

  async function verdictOn(of: Material, swapped: boolean): Promise<Verdict> {
    for (const again of [false, true]) {
      const verdict = readVerdict(await ports.judge(judge, judgeQuestion(rubric, of, { swapped, again }), 0));
      if (verdict !== undefined) return verdict;
    }
    throw new ByomError(
      'METRIC_FAILED',
      'The judge twice gave no score that can be read. A stronger judge, or a rubric that says plainly what a score means, helps.',
    );
  }
}

function scoredOf(verdicts: readonly Verdict[], { example, output }: ToJudge, correct: Correct): Scored {
  const scores = verdicts.map(({ score }) => score);
  const score = correct(scores.reduce((sum, one) => sum + one, 0) / scores.length);
  const reasons = [...new Set(verdicts.map(({ reason }) => reason).filter((reason) => reason !== ''))];
  const { expected = '' } = example;
  const spoken = speaksToJudge(output, typeof expected === 'string' ? expected : JSON.stringify(expected));
  const said = [
    `${Number(score.toFixed(2))} of 1 by the judge${reasons.length === 0 ? '' : `: ${reasons.join(' / ')}`}`,
    ...(Math.max(...scores) - Math.min(...scores) >= UNSTEADY ? ['the judge is not sure of this'] : []),
    ...(spoken === undefined
      ? []
      : [`the answer speaks to its judge (${quoteText(spoken)}), which counts for nothing: it should do its task`]),
  ];
  return { score, feedback: said.join('; ') };
}

async function calibrated(
  input: MetricInput,
  graded: readonly GradedAnswer[],
  ports: MetricPorts,
): Promise<Calibrated> {
  const { rubric = '', judge = '' } = input;
  const settled = await Promise.allSettled(
    graded.map(async ({ inputs, output, expected, score }): Promise<GradePair> => {
      const example = { inputs, ...(expected === undefined || expected === null ? {} : { expected }) };
      const verdicts = await verdictsOn({ example, output }, rubric, judge, ports);
      return { judged: verdicts.reduce((sum, one) => sum + one.score, 0) / verdicts.length, graded: score };
    }),
  );
  const pairs: GradePair[] = [];
  for (const one of settled) {
    if (one.status === 'fulfilled') pairs.push(one.value);
    else if (!(ByomError.is(one.reason) && one.reason.code === 'METRIC_FAILED')) throw one.reason;
  }
  if (pairs.length === 0) {
    throw new ByomError('METRIC_FAILED', `The judge ${judge} scored none of the graded answers.`);
  }
  const line = fitLine(pairs);
  const how = { unscored: graded.length - pairs.length, calibrated: line !== undefined };
  return {
    metric: line === undefined ? judgedBy(input, (score) => score) : judgedBy(input, line.correct),
    agreement: [judgeAgreement(judge, line?.leftOut ?? pairs, how)],
  };
}
