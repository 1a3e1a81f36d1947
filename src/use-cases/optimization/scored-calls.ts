import { createHash } from 'node:crypto';
import type { Candidate, SearchExample } from '../../optimization/algorithms/search.js';
import type { RaceAnswer } from '../../optimization/algorithms/model-race.js';
import type { CandidateRecord } from '../../optimization/optimization-store.js';
import { mean } from '../../optimization/statistics/interval.js';
import { renderPrompt } from '../../prompts/render-prompt.js';
import type { CallTarget } from '../call-target.js';
import type { OptimizationCalls } from './optimization-calls.js';
import type { RunMetric } from './run-metric.js';

/** Judges are asked about the same answer once, whichever prompt it came from. */
const keyOf = ({ id }: SearchExample, output: string) =>
  createHash('sha256')
    .update(JSON.stringify([id, output]))
    .digest('hex');

interface Seen {
  readonly usd: number[];
  readonly ms: number[];
}

/** Prompts on one model, on the account of one credential: an example goes in, a scored answer comes out. */
export class ScoredCalls {
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly run: { readonly calls: OptimizationCalls; readonly metric: RunMetric },
    private readonly target: CallTarget,
    private readonly options: {
      /** One model of several, which the run can go on without. */
      readonly isolated: boolean;
    } = { isolated: false },
  ) {}

  get model(): CallTarget['model'] {
    return this.target.model;
  }

  async answer(
    candidate: Candidate,
    example: SearchExample,
    purpose: 'task' | 'test',
    priority: number,
    sample?: number,
  ): Promise<RaceAnswer> {
    const { prompt } = candidate;
    const reply = await this.run.calls.ask({
      target: this.target,
      purpose,
      messages: renderPrompt(prompt, example.inputs),
      parameters: prompt.parameters,
      responseFormat: prompt.responseFormat,
      priority,
      isolated: this.options.isolated && purpose === 'task',
      ...(sample === undefined || sample === 0 ? {} : { sample }),
    });
    if (reply.kind === 'refused') return { kind: 'unscored', code: reply.code, cost: { calls: 1, usd: 0, tokens: 0 } };
    const seen = this.seen.get(candidate.id) ?? { usd: [], ms: [] };
    this.seen.set(candidate.id, seen);
    seen.usd.push(reply.cost.usd);
    if (reply.latencyMs !== undefined) seen.ms.push(reply.latencyMs);
    const answer = { example, output: reply.text, cost: reply.cost, latencyMs: reply.latencyMs };
    const score = await this.run.metric.score(answer, { priority, test: purpose === 'test' });
    const cost = {
      calls: 1 + score.cost.calls,
      usd: reply.cost.usd + score.cost.usd,
      tokens: reply.cost.tokens + score.cost.tokens,
    };
    return score.kind === 'failed'
      ? { kind: 'unscored', code: 'METRIC_FAILED', cost }
      : {
          kind: 'scored',
          output: reply.text,
          cost,
          own: reply.cost,
          ...(score.cost.calls === 0 ? {} : { judged: { key: keyOf(example, reply.text), cost: score.cost } }),
          ...score.scored,
        };
  }

  /** What a call with this prompt has cost and taken so far. */
  means(candidate: Candidate): Pick<CandidateRecord, 'costPerCall' | 'latencyMs'> {
    const seen = this.seen.get(candidate.id);
    return {
      ...(seen === undefined || this.model.price === undefined ? {} : { costPerCall: mean(seen.usd) }),
      ...(seen === undefined || seen.ms.length === 0 ? {} : { latencyMs: mean(seen.ms) }),
    };
  }
}
