import type { Answer, Candidate, Search, SearchExample } from '../../src/optimization/algorithms/search.js';
import { makeCandidate } from '../../src/optimization/algorithms/make-candidate.js';
import { compileMetric } from '../../src/optimization/scoring/compile-metric.js';
import type { Scored } from '../../src/optimization/scoring/metric.js';
import type { MetricInput } from '../../src/optimization/scoring/metric-input.js';
import { PriorityLimiter } from '../../src/optimization/priority-limiter.js';
import { renderPrompt, templateVariables } from '../../src/prompts/render-prompt.js';
import type { PromptTemplate } from '../../src/prompts/prompt-store.js';
import type { Message } from '../../src/sdk/index.js';

export type Model = (messages: readonly Message[], sample: number) => string;

export class Interrupted extends Error {}

/** A search over a pure model in memory, with latencies that differ from run to run and answers that can be kept. */
export interface SimulatedSearch extends Search {
  readonly paid: Map<string, string>;
  readonly counts: { task: number; proposal: number };
  readonly candidates: Map<
    string,
    { readonly candidate: Candidate; readonly scores: readonly (readonly [string, number])[] }
  >;
  readonly limiter: PriorityLimiter;
}

export function simulatedSearch(options: {
  readonly prompt: PromptTemplate;
  readonly train: readonly SearchExample[];
  readonly validation: readonly SearchExample[];
  readonly metric: MetricInput;
  readonly model: Model;
  readonly calls?: number;
  readonly taskCalls?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly latencyMs?: () => number;
  /** Calls that scoring an answer takes beside it. */
  readonly judgeCalls?: number;
  /** Examples that the provider will not answer. */
  readonly refuses?: (example: SearchExample) => boolean;
  /** Answers of an earlier run. */
  readonly paid?: Map<string, string>;
  /** Fails every call after so many. */
  readonly interruptAfter?: number;
}): SimulatedSearch {
  const metric = compileMetric(options.metric);
  const paid = options.paid ?? new Map<string, string>();
  const counts = { task: 0, proposal: 0 };
  const candidates: SimulatedSearch['candidates'] = new Map();
  const concurrency = options.concurrency ?? 8;
  const limiter = new PriorityLimiter(concurrency);
  const joined = new Map<string, Promise<string>>();
  let asked = 0;
  const cost = { calls: 1 + (options.judgeCalls ?? 0), usd: 0, tokens: 100 };

  const buy = (
    key: string,
    purpose: 'task' | 'proposal',
    messages: readonly Message[],
    sample: number,
    priority: number,
  ) => {
    const already = joined.get(key);
    if (already !== undefined) return already;
    const bought = (async () => {
      const known = paid.get(key);
      if (known !== undefined) return known;
      return limiter.run(priority, async () => {
        asked += 1;
        if (options.interruptAfter !== undefined && asked > options.interruptAfter) throw new Interrupted();
        const latency = options.latencyMs?.() ?? 0;
        await new Promise((resolve) => (latency > 0 ? setTimeout(resolve, latency) : setImmediate(resolve)));
        const text = options.model(messages, sample);
        counts[purpose] += 1;
        paid.set(key, text);
        return text;
      });
    })();
    joined.set(key, bought);
    return bought;
  };

  return {
    baseline: makeCandidate(options.prompt, [], 'baseline'),
    train: options.train,
    validation: options.validation,
    limits: {
      calls: options.calls ?? Infinity,
      taskCalls: options.taskCalls ?? Infinity,
      usd: Infinity,
      tokens: Infinity,
    },
    estimates: { task: cost, proposal: cost },
    seed: options.seed ?? 1,
    concurrency,
    demonstrationCharacters: 24_000,
    paid,
    counts,
    candidates,
    limiter,
    async call(candidate, example, priority, sample = 0): Promise<Answer> {
      const key = `${candidate.id}/${example.id}${sample === 0 ? '' : ` ${sample}`}`;
      const output = await buy(key, 'task', renderPrompt(candidate.prompt, example.inputs), sample, priority);
      if (options.refuses?.(example) === true) return { kind: 'unscored', code: 'CONTENT_FILTERED', cost };
      return { kind: 'scored', output, cost, ...(await metric.score({ example, output, cost })) };
    },
    async propose(messages, sample, priority) {
      return { text: await buy(`proposal ${sample}`, 'proposal', messages, sample, priority), cost };
    },
    variables: (text) => templateVariables({ user: text }),
    report(candidate, validation) {
      candidates.set(candidate.id, {
        candidate,
        scores: validation.map(
          ({ example, answer }) => [example, answer.kind === 'scored' ? answer.score : -1] as const,
        ),
      });
    },
    leads() {},
    phase() {},
  };
}

/** Mean score of a prompt on examples, for nothing. */
export function trueScore(
  model: Model,
  prompt: PromptTemplate,
  examples: readonly SearchExample[],
  input: MetricInput,
): number {
  const metric = compileMetric(input);
  const total = examples.reduce((sum, example) => {
    const answer = { example, output: model(renderPrompt(prompt, example.inputs), 0), cost: { usd: 0, tokens: 0 } };
    // Simulated tasks are scored by metrics that need nobody else and answer at once.
    return sum + (metric.score(answer) as Scored).score;
  }, 0);
  return total / examples.length;
}
