import { seededRandom } from '../../optimization/seeded-random.js';
import type { PortReport, Score } from '../../optimization/optimization-store.js';
import type { ResolvedModel } from '../../sdk/index.js';
import type { Tested } from './final-test.js';
import type { PortRunInput } from './optimization-run-input.js';
import { portBreaks, type Answers } from './port-breaks.js';
import { portQuirks } from './port-quirks.js';
import { scoreOf, type ScoreSheet } from './score-of.js';

const sheetOf = (answers: Answers): ScoreSheet =>
  new Map([...answers].flatMap(([id, answer]) => (answer.kind === 'scored' ? [[id, answer.score] as const] : [])));

/** What the move broke and what became of it, on the test examples or, without any, on those that chose. */
export function portReport(options: {
  readonly input: PortRunInput;
  readonly models: readonly [from: ResolvedModel, to: ResolvedModel];
  readonly answers: readonly [from: Answers, to: Answers, repaired: Answers | undefined];
  readonly tests: {
    readonly source: Tested;
    readonly moved: Tested;
    readonly repaired?: Tested;
    readonly back?: Tested;
  };
}): PortReport {
  const { input } = options;
  const [before, after, repaired] = options.answers;
  const { tests } = options;
  const { train, validation, test } = input.examples;
  const held = test.length > 0;
  const chooses = new Set(validation.map(({ id }) => id));
  const sheet = (tested: Tested | undefined, answers: Answers | undefined): ScoreSheet | undefined =>
    held ? tested?.scores : answers && new Map([...sheetOf(answers)].filter(([id]) => chooses.has(id)));
  const reference = sheet(tests.source, before)!;
  const score = (name: string, scores: ScoreSheet | undefined, beside?: ScoreSheet): Score | undefined =>
    scores && scoreOf(held ? 'test' : 'validation', scores, beside, seededRandom(input.seed, `port ${name}`));
  return {
    ...portBreaks([...train, ...validation], before, after, repaired),
    quirks: portQuirks(input.prompt, [...train, ...validation], ...options.models),
    source: score('source', reference),
    moved: score('moved', sheet(tests.moved, after), reference),
    repaired: score('repaired', sheet(tests.repaired, repaired), reference),
    repairedOnSource: score('back', held ? tests.back?.scores : undefined, reference),
  };
}

const figure = (score: Score | undefined) => (score === undefined ? 'an unknown score' : score.mean.toFixed(3));

/** The report in a sentence. */
export function portInWords(
  { from, to }: PortRunInput,
  { compared, broken, source, moved, repaired }: PortReport,
): string {
  const breaks = `${broken} of ${compared} examples that both models answered got worse by the move`;
  const mended = repaired === undefined ? '' : `, and the new prompt ${figure(repaired)} there`;
  return `The old prompt scores ${figure(source)} on ${from} and ${figure(moved)} on ${to}${mended}; ${breaks}.`;
}
