import type { ClientError } from 'graphql-request';
import type { Example } from '../../src/datasets/dataset-store.js';
import { bootServer, type BootedServer, type BootOptions } from './boot-server.js';
import { addOpenAiKey, sandboxBrain } from './e2e-optimization.js';
import { waitUntil } from './e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from './fake-provider.js';
import { asksJudge, gullibleJudge } from './gullible-judge.js';
import { labelExamples } from './label-task.js';

/** Messages and the queues that they belong to. */
export const metricExamples = labelExamples(40) as readonly (Example & { readonly expected: string })[];

export interface EndedRun {
  readonly id: string;
  readonly status: string;
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly baseline: { readonly mean: number; readonly examples: number } | null;
  readonly quote: { readonly calls: { readonly low: number; readonly high: number } };
  readonly result: { readonly summary: string; readonly improved: boolean } | null;
  readonly spentBy: readonly { readonly model: string; readonly purpose: string; readonly spend: { calls: number } }[];
  readonly judgeAgreement:
    | readonly {
        readonly judge: string;
        readonly examples: number;
        readonly meanAbsoluteDifference: number;
        readonly spearman: number | null;
        readonly kappa: number | null;
        readonly calibrated: boolean;
        readonly warning: string | null;
      }[]
    | null;
}

const fields = `id status reason { code message } baseline { mean examples } quote { calls { low high } }
  result { summary improved } spentBy { model purpose spend { calls } }
  judgeAgreement { judge examples unscored meanAbsoluteDifference spearman kappa calibrated warning }`;

/** A server, and a provider whose models sort messages and judge; both answers can be changed. */
export class MetricRuns {
  judge = gullibleJudge;
  answers = sandboxBrain;
  readonly maxConcurrency = 8;
  private constructor(
    readonly server: BootedServer,
    readonly fake: FakeProvider,
  ) {}

  static async open(options: BootOptions = {}): Promise<MetricRuns> {
    const fake = await startFakeProvider({
      dialect: 'openai',
      answer: (request) => (asksJudge(request.messages) ? runs.judge(request.messages) : runs.answers(request)),
    });
    const runs: MetricRuns = new MetricRuns(await bootServer(options), fake);
    await addOpenAiKey(runs.server.client, fake);
    return runs;
  }

  async close(): Promise<void> {
    await this.fake.close();
    await this.server.close();
  }

  /** Starts one by a metric; gives its id. */
  async start(mutation: 'evaluate' | 'optimizePrompt', metric: object, more: object = {}): Promise<string> {
    const type = mutation === 'evaluate' ? 'EvaluateInput' : 'OptimizePromptInput';
    const input = {
      prompt: { system: 'Sort the message.', user: '{{text}}' },
      model: 'openai/gpt-4o-mini',
      dataset: { examples: metricExamples },
      budget: { maxCalls: 400, maxConcurrency: this.maxConcurrency },
      seed: 5,
      metric,
      ...more,
    };
    const made = await this.server.client.request<Record<string, { id: string }>>(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`,
      { input },
    );
    return made[mutation]!.id;
  }

  /** The error that an evaluation by a metric is refused with. */
  async refusal(metric: object, more: object = {}): Promise<string> {
    try {
      await this.start('evaluate', metric, more);
    } catch (error) {
      const [{ message, extensions }] = (error as ClientError).response.errors as never as [
        { message: string; extensions: { code: string } },
      ];
      return `${extensions.code}: ${message}`;
    }
    return 'accepted';
  }

  /** What it tried, with scores. */
  async candidates(id: string): Promise<readonly unknown[]> {
    const { optimization } = await this.server.client.request<{
      optimization: { candidates: { nodes: readonly unknown[] } };
    }>(
      `query ($id: ID!) { optimization(id: $id) { candidates(first: 100) { nodes {
        id parents validation { mean examples } test { mean examples } } } } }`,
      { id },
    );
    return optimization.candidates.nodes;
  }

  ended(id: string): Promise<EndedRun> {
    return this.once(id, ['SUCCEEDED', 'FAILED', 'CANCELLED']);
  }

  once(id: string, statuses: readonly string[]): Promise<EndedRun> {
    return waitUntil(
      `an optimization that is ${statuses.join(' or ')}`,
      async () => {
        const { optimization } = await this.server.client.request<{ optimization: EndedRun }>(
          `query ($id: ID!) { optimization(id: $id) { ${fields} } }`,
          { id },
        );
        return statuses.includes(optimization.status) ? optimization : undefined;
      },
      { timeoutMs: 30_000, everyMs: 50 },
    );
  }
}
