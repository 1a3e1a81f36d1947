import type { Answer } from '../../optimization/algorithms/search.js';
import type { CandidateRecord, Score } from '../../optimization/optimization-store.js';
import { seededRandom } from '../../optimization/seeded-random.js';
import type { JsonObject } from '../../sdk/index.js';
import type { Contender } from './contender.js';
import type { OptimizationRecorder } from './optimization-recorder.js';
import { differencesOf, scoreOf, type ScoreSheet } from './score-of.js';

export interface CandidateRecordsOptions {
  readonly seed: number;
  readonly recorder: OptimizationRecorder;
  readonly told: { candidate(record: CandidateRecord): void };
  /** All others are compared with it. */
  readonly baseline: Contender;
  /** What the test examples are of; undefined where they are of all splits. */
  readonly testSplit: Score['split'];
}

/** The candidates of a run as they are stored: with their scores beside the baseline's, what a call costs and takes. */
export class CandidateRecords {
  /** In the order of reporting; the baseline is the first. */
  private readonly records = new Map<string, CandidateRecord>();
  private readonly validation = new Map<string, ScoreSheet>();

  constructor(private readonly options: CandidateRecordsOptions) {
    this.report(options.baseline, []);
  }

  /** How many there are, the baseline included. */
  get size(): number {
    return this.records.size;
  }

  of(contender: Contender): CandidateRecord {
    return this.records.get(contender.id)!;
  }

  /** With all its validation answers so far. */
  report(
    contender: Contender,
    validation: readonly { readonly example: string; readonly answer: Answer }[],
  ): CandidateRecord {
    const { candidate, scored, id } = contender;
    const { baseline } = this.options;
    const sheet = new Map(
      validation.flatMap(({ example, answer }) => (answer.kind === 'scored' ? [[example, answer.score] as const] : [])),
    );
    this.validation.set(id, sheet);
    const score = this.score('validation', 'validation', contender, sheet, this.validation.get(baseline.id));
    const before = this.records.get(id);
    const record: CandidateRecord = {
      id,
      index: before?.index ?? this.records.size,
      prompt: candidate.prompt as unknown as JsonObject,
      model: scored.model.ref,
      parents: contender.parents,
      origin: candidate.origin,
      ...(before?.test === undefined ? {} : { test: before.test }),
      ...(before?.verdict === undefined ? {} : { verdict: before.verdict, dominated: before.dominated }),
      ...(score === undefined ? {} : { validation: score }),
      ...scored.means(candidate),
    };
    this.keep(record);
    if (before === undefined) this.options.told.candidate(record);
    return record;
  }

  /** From the baseline, on the validation examples that both were scored on. */
  differences({ id }: Contender): readonly number[] {
    return differencesOf(this.validation.get(id) ?? new Map(), this.validation.get(this.options.baseline.id)!);
  }

  /** The one chosen, where no test examples judge it: its gain allows for how many it was chosen from. */
  chosen(contender: Contender): CandidateRecord {
    const { id } = contender;
    const [sheet, baseline] = [this.validation.get(id)!, this.validation.get(this.options.baseline.id)];
    const score = scoreOf('validation', sheet, baseline, this.random('validation', contender), this.size - 1);
    const record = { ...this.of(contender), ...(score === undefined ? {} : { validation: score }) };
    this.keep(record);
    return record;
  }

  /** With its scores on the test examples, beside the baseline's where they are given. */
  tested(contender: Contender, scores: ScoreSheet, baseline: ScoreSheet | undefined, repeats = 1): CandidateRecord {
    const once = this.score('test', this.options.testSplit, contender, scores, baseline);
    const score = once === undefined || repeats === 1 ? once : { ...once, repeats };
    const record = {
      ...this.of(contender),
      ...contender.scored.means(contender.candidate),
      ...(score === undefined ? {} : { test: score }),
    };
    this.keep(record);
    return record;
  }

  /** With what a choice among models has shown of it. */
  judged(contender: Contender, verdict: string, dominated: boolean): void {
    this.keep({ ...this.of(contender), verdict, dominated });
  }

  private score(
    purpose: 'validation' | 'test',
    split: Score['split'],
    contender: Contender,
    sheet: ScoreSheet,
    baseline: ScoreSheet | undefined,
  ): Score | undefined {
    const beside = contender.id === this.options.baseline.id ? undefined : baseline;
    return scoreOf(split, sheet, beside, this.random(purpose, contender));
  }

  private random(purpose: 'validation' | 'test', { id }: Contender) {
    return seededRandom(this.options.seed, `${purpose} ${id}`);
  }

  private keep(record: CandidateRecord): void {
    this.records.set(record.id, record);
    this.options.recorder.candidate(record);
  }
}
