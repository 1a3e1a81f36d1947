import type { Answer, Candidate, Cost, Search, SearchExample } from '../optimization/algorithms/algorithm.js';
import { makeCandidate } from '../optimization/algorithms/make-candidate.js';
import type { CandidateRecord } from '../optimization/optimization-store.js';
import { compileMetric } from '../optimization/scoring/compile-metric.js';
import { seededRandom } from '../optimization/seeded-random.js';
import { mean } from '../optimization/statistics/interval.js';
import { renderPrompt, templateVariables } from '../prompts/render-prompt.js';
import type { JsonObject } from '../sdk/index.js';
import type { CallTarget, OptimizationCalls, Reply } from './optimization-calls.js';
import type { OptimizationRecorder } from './optimization-recorder.js';
import { searchLimits, type OptimizationRunInput } from './optimization-run-input.js';
import { scoreOf, type ScoreSheet } from './score-of.js';

/** Of a model's window, what demonstrations may fill; characters, at three to a token. */
const DEMONSTRATION_SHARE = 0.3;
const MOST_DEMONSTRATION_CHARACTERS = 24_000;
/** Tokens; bounds what the ledger has to reserve for a proposal, hidden reasoning included. */
const PROPOSAL_OUTPUT = 8_192;
/** After everything that the search waits for. */
const FILLER = 1e9;

interface Seen {
  readonly usd: number[];
  readonly ms: number[];
}

/** One run's search as its algorithm sees it, and its prompts on the test examples: calls become scores here. */
export class OptimizationSearch {
  readonly baseline: Candidate;
  /** Every candidate reported, in the order of reporting. */
  readonly records = new Map<string, CandidateRecord>();
  private readonly metric;
  private readonly seen = new Map<string, Seen>();
  private readonly validation = new Map<string, ScoreSheet>();
  private readonly testCosts: Cost[] = [];
  private testsDue: number;

  constructor(
    private readonly input: OptimizationRunInput,
    private readonly targets: { readonly task: CallTarget; readonly proposer: CallTarget },
    private readonly calls: () => OptimizationCalls,
    private readonly recorder: OptimizationRecorder,
    private readonly told: {
      candidate(record: CandidateRecord): void;
      leads(record: CandidateRecord, validationMean: number): void;
      phase(name: string): void;
    },
  ) {
    this.metric = compileMetric(input.metric);
    this.baseline = makeCandidate(input.prompt, [], 'baseline');
    this.testsDue = 2 * input.examples.test.length;
    this.report(this.baseline, []);
  }

  asSeenByAlgorithm(): Search {
    const { input, targets } = this;
    const window = targets.task.model.contextWindow ?? Infinity;
    return {
      baseline: this.baseline,
      train: input.examples.train,
      validation: input.examples.validation,
      limits: searchLimits(input),
      estimates: { ...input.estimates, task: { calls: 1, ...input.estimates.task } },
      seed: input.seed,
      concurrency: input.budget.maxConcurrency,
      demonstrationCharacters: Math.min(MOST_DEMONSTRATION_CHARACTERS, window * 3 * DEMONSTRATION_SHARE),
      call: (candidate, example, priority, sample) => this.answer(candidate, example, 'task', priority, sample),
      propose: async (messages, sample, priority) => {
        const reply = await this.calls().ask({
          target: targets.proposer,
          purpose: 'proposal',
          messages,
          parameters: {
            maxOutputTokens: Math.min(PROPOSAL_OUTPUT, targets.proposer.model.maxOutputTokens ?? Infinity),
          },
          sample,
          priority,
        });
        return reply.kind === 'answered' ? reply : { text: '', cost: { usd: 0, tokens: 0 } };
      },
      variables: (text) => templateVariables({ user: text }),
      report: (candidate, validation) => this.report(candidate, validation),
      leads: (candidate, validationMean) => this.told.leads(this.records.get(candidate.id)!, validationMean),
      phase: (name) => this.told.phase(name),
    };
  }

  /** Test calls not yet made, and what one takes. */
  reserve() {
    const { task } = this.input.estimates;
    const each = (unit: keyof Cost) =>
      this.testCosts.length < 5 ? task[unit] : mean(this.testCosts.map((cost) => cost[unit])) * 1.3;
    return { tests: this.testsDue, each: { usd: each('usd'), tokens: each('tokens') } };
  }

  /** The candidate on every test example; those that a stopped run or the provider left without an answer are missing. */
  async test(
    candidate: Candidate,
    filler: boolean,
  ): Promise<{ readonly scores: ScoreSheet; readonly failure?: unknown }> {
    const scores = new Map<string, number>();
    let failure: unknown;
    await Promise.all(
      this.input.examples.test.map(async (example) => {
        try {
          const answer = await this.answer(candidate, example, 'test', filler ? FILLER : 0);
          if (answer.kind === 'scored') scores.set(example.id, answer.score);
          this.testCosts.push(answer.cost);
        } catch (error) {
          failure ??= error;
        } finally {
          this.testsDue -= 1;
        }
      }),
    );
    return { scores, ...(failure === undefined ? {} : { failure }) };
  }

  withTest(candidate: Candidate, scores: ScoreSheet, baseline: ScoreSheet | undefined): CandidateRecord {
    const score = scoreOf('test', scores, baseline, this.random(`test ${candidate.id}`));
    const record = {
      ...this.records.get(candidate.id)!,
      ...this.means(candidate),
      ...(score === undefined ? {} : { test: score }),
    };
    this.keep(record);
    return record;
  }

  private async answer(
    candidate: Candidate,
    example: SearchExample,
    purpose: 'task' | 'test',
    priority: number,
    sample?: number,
  ): Promise<Answer> {
    const { prompt } = candidate;
    const reply: Reply = await this.calls().ask({
      target: this.targets.task,
      purpose,
      messages: renderPrompt(prompt, example.inputs),
      parameters: prompt.parameters,
      responseFormat: prompt.responseFormat,
      priority,
      ...(sample === undefined || sample === 0 ? {} : { sample }),
    });
    if (reply.kind === 'refused') return { kind: 'unscored', code: reply.code, cost: { calls: 1, usd: 0, tokens: 0 } };
    const seen = this.seen.get(candidate.id) ?? { usd: [], ms: [] };
    this.seen.set(candidate.id, seen);
    seen.usd.push(reply.cost.usd);
    if (reply.latencyMs !== undefined) seen.ms.push(reply.latencyMs);
    const answer = { example, output: reply.text, cost: reply.cost, latencyMs: reply.latencyMs };
    const cost = { calls: 1, ...reply.cost };
    return { kind: 'scored', output: reply.text, cost, ...(await this.metric.score(answer)) };
  }

  private report(
    candidate: Candidate,
    validation: readonly { readonly example: string; readonly answer: Answer }[],
  ): void {
    const sheet = new Map(
      validation.flatMap(({ example, answer }) => (answer.kind === 'scored' ? [[example, answer.score] as const] : [])),
    );
    this.validation.set(candidate.id, sheet);
    const baseline = candidate.id === this.baseline.id ? undefined : this.validation.get(this.baseline.id);
    const score = scoreOf('validation', sheet, baseline, this.random(`validation ${candidate.id}`));
    const before = this.records.get(candidate.id);
    const record: CandidateRecord = {
      id: candidate.id,
      index: before?.index ?? this.records.size,
      prompt: candidate.prompt as unknown as JsonObject,
      model: this.targets.task.model.ref,
      parents: candidate.parents,
      origin: candidate.origin,
      ...(before?.test === undefined ? {} : { test: before.test }),
      ...(score === undefined ? {} : { validation: score }),
      ...this.means(candidate),
    };
    this.keep(record);
    if (before === undefined) this.told.candidate(record);
  }

  private keep(record: CandidateRecord): void {
    this.records.set(record.id, record);
    this.recorder.candidate(record);
  }

  private means(candidate: Candidate): Pick<CandidateRecord, 'costPerCall' | 'latencyMs'> {
    const seen = this.seen.get(candidate.id);
    return {
      ...(seen === undefined || this.targets.task.model.price === undefined ? {} : { costPerCall: mean(seen.usd) }),
      ...(seen === undefined || seen.ms.length === 0 ? {} : { latencyMs: mean(seen.ms) }),
    };
  }

  private random(purpose: string) {
    return seededRandom(this.input.seed, purpose);
  }
}
