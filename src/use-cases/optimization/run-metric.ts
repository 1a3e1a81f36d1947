import type { TaskCost } from '../../optimization/algorithms/search.js';
import type { JudgeAgreement } from '../../optimization/scoring/judge/judge-agreement.js';
import type { AnswerToScore, Metric, MetricPorts, Scored } from '../../optimization/scoring/metric.js';
import { ByomError } from '../../sdk/index.js';
import type { CodeSandbox } from '../../sandbox/code-sandbox.js';
import type { MetricWebhook } from './metric-webhook.js';
import type { CallTarget } from '../call-target.js';
import type { OptimizationCalls } from './optimization-calls.js';
import { OptimizationStopped } from './optimization-stopped.js';

export interface RunMetricDeps {
  readonly calls: OptimizationCalls;
  /** A model, with the credential that pays for it. */
  readonly target: (ref: string) => Promise<CallTarget>;
  readonly webhook: MetricWebhook;
  readonly sandbox: Pick<CodeSandbox, 'score' | 'close'>;
  /** Of the examples to choose by: where there are few, all of them failing is the rule. */
  readonly examples: number;
  /** Told of each answer that goes without a score, with all that did so far. */
  readonly onUnscored: (unscored: string) => void;
}

/** What scoring an answer came to, and what it took. */
export type RunScore =
  | { readonly kind: 'scored'; readonly scored: Scored; readonly cost: TaskCost }
  | { readonly kind: 'failed'; readonly cost: TaskCost };

/** Where and when an answer is scored. */
export interface ScoringTurn {
  readonly priority: number;
  /** Of the final test, whose calls are kept in the budget. */
  readonly test: boolean;
}

/** Tokens; bounds what the ledger has to reserve for a verdict, hidden reasoning included. */
const JUDGE_OUTPUT = 4_096;

/** Of a scorer, for one answer. */
const failures: ReadonlySet<string> = new Set(['METRIC_FAILED', 'SANDBOX_TIMEOUT', 'SANDBOX_MEMORY']);

/** More failures than this share, among so many first, or so many in a row, and it is no longer about single answers. */
const FAILED = { least: 8, share: 0.5, inARow: 16 };
/** In a row, of failures that take seconds each. */
const SLOW_IN_A_ROW = 4;

/** The metric of one run: judges are asked within its budget, and it stops the run where no scores are to be had. */
export class RunMetric {
  private metric: Metric;
  private readonly targets = new Map<string, Promise<CallTarget>>();
  private scored = 0;
  private failed = 0;
  private failedInARow = 0;
  private lastFailure = '';

  constructor(
    metric: Metric,
    private readonly deps: RunMetricDeps,
  ) {
    this.metric = metric;
  }

  /** Whether it was given answers that people have graded. */
  get hasGrades(): boolean {
    return this.metric.calibrate !== undefined;
  }

  /** Answers that the metric could not score. */
  get failures(): number {
    return this.failed;
  }

  /** How many answers the metric could not score, and why the last one; undefined where it scored all. */
  get unscored(): string | undefined {
    if (this.failed === 0) return undefined;
    return `${this.failed} answer${this.failed === 1 ? '' : 's'} could not be scored, and count${this.failed === 1 ? 's' : ''} for nothing. ${this.lastFailure}`;
  }

  /** Holds the judges against people's grades, and corrects them where that helps. Fails with what ends the run. */
  async calibrate(): Promise<readonly JudgeAgreement[]> {
    try {
      const { metric, agreement } = await this.metric.calibrate!(
        this.ports({ priority: 0, test: false }, () => undefined),
      );
      this.metric = metric;
      return agreement;
    } catch (error) {
      throw this.isFailure(error) ? this.stop(error) : error;
    }
  }

  async score(answer: AnswerToScore, turn: ScoringTurn): Promise<RunScore> {
    const cost = { calls: 0, usd: 0, tokens: 0 };
    const ports = this.ports(turn, (spent) => {
      cost.calls += 1;
      cost.usd += spent.usd;
      cost.tokens += spent.tokens;
    });
    try {
      const scored = await this.metric.score(answer, ports);
      this.scored += 1;
      this.failedInARow = 0;
      return { kind: 'scored', scored, cost };
    } catch (error) {
      if (!this.isFailure(error)) throw error;
      this.failed += 1;
      this.failedInARow += 1;
      this.lastFailure = error.message;
      this.deps.onUnscored(this.unscored!);
      if (this.failsAsARule(error)) throw this.stop(error);
      return { kind: 'failed', cost };
    }
  }

  /** A scorer that dies late in a long run is noticed by the row, before it has failed half as often as it scored. */
  private failsAsARule({ code }: ByomError): boolean {
    const least = Math.min(FAILED.least, Math.max(1, this.deps.examples));
    const most = this.failed >= least && this.failed > FAILED.share * (this.failed + this.scored);
    return most || this.failedInARow >= (code === 'METRIC_FAILED' ? FAILED.inARow : SLOW_IN_A_ROW);
  }

  private isFailure(error: unknown): error is ByomError {
    return ByomError.is(error) && failures.has(error.code) && !(error instanceof OptimizationStopped);
  }

  private stop(error: ByomError): OptimizationStopped {
    const stopped = new OptimizationStopped('failed', error.code, error.message, error);
    this.deps.calls.stop(stopped);
    this.deps.webhook.close();
    this.deps.sandbox.close();
    return stopped;
  }

  private ports(
    turn: ScoringTurn,
    spent: (cost: { readonly usd: number; readonly tokens: number }) => void,
  ): MetricPorts {
    const { calls, target, webhook, sandbox } = this.deps;
    const unlessStopped = async (scored: Promise<Scored>) => {
      try {
        return await scored;
      } catch (error) {
        throw ByomError.is(error) && error.code === 'CANCELLED' ? calls.stoppedFor(error) : error;
      }
    };
    return {
      judge: async (ref, messages, sample) => {
        const asked = this.targets.get(ref) ?? target(ref);
        this.targets.set(ref, asked);
        const judge = await asked;
        const reply = await calls.ask({
          target: judge,
          purpose: 'judge',
          messages,
          parameters: { maxOutputTokens: Math.min(JUDGE_OUTPUT, judge.model.maxOutputTokens ?? Infinity) },
          sample,
          // An answer that is begun is brought to its score before another is begun.
          priority: turn.priority - 0.5,
          test: turn.test,
        });
        if (reply.kind === 'refused') {
          throw new ByomError('METRIC_FAILED', `The judge ${ref} refused to score an answer: ${reply.code}.`);
        }
        spent(reply.cost);
        return reply.text;
      },
      webhook: (receiver, body) => unlessStopped(webhook.score(receiver, body)),
      code: (code, body) => unlessStopped(sandbox.score(code, body)),
    };
  }
}
