/**
 * The whole product as a contestant of optbench: over GraphQL, with the benchmark's server as an OpenAI-compatible provider
 * and its scorer behind the WEBHOOK metric. In the benchmark's contestants.json:
 *
 *     "byom": { "cmd": "node PATH/dist/bench/optimizers/optbench/optbench-contestant.js" }
 *
 * Reads BASE_URL, OPENAI_API_KEY, TASK, BUDGET, SEED and OUT as the benchmark sets them, REFLECT_MODEL for another proposer,
 * STRATEGY for another strategy than AUTO, and BYOM_URL with BYOM_TOKEN of a running server that may call loopback
 * (BYOM_ALLOW_ENDPOINTS=127.0.0.0/8). Without these it starts a server for itself, which takes some seconds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { GraphQLClient, gql } from 'graphql-request';
import { renderPrompt } from '../../../src/prompts/render-prompt.js';
import type { PromptTemplate } from '../../../src/prompts/prompt-store.js';
import { startByom } from '../../children.js';
import { scoreRelay } from './score-relay.js';

const environment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: the benchmark sets it.`);
  return value;
};
const base = environment('BASE_URL');
const folder = environment('TASK');

interface Row {
  readonly id: string;
  readonly input: string;
  readonly expected?: string;
}
const rows = (name: string) =>
  readFileSync(`${folder}/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
const pinned = (name: string, split: 'TRAIN' | 'VALIDATION') =>
  rows(name).map(({ id, input, expected }) => ({ id, inputs: { input }, expected, split }));

interface Run {
  readonly optimization: {
    readonly status: string;
    readonly reason: { readonly code: string; readonly message: string } | null;
    readonly spent: { readonly calls: number; readonly taskCalls: number };
    readonly result: { readonly summary: string; readonly prompt: PromptTemplate } | null;
  };
}

async function optimize(client: GraphQLClient, scorer: string): Promise<Run['optimization']> {
  const task = JSON.parse(readFileSync(`${folder}/task.json`, 'utf8')) as Record<
    'base_instruction' | 'task_model' | 'reflection_model',
    string
  >;
  const proposer = process.env['REFLECT_MODEL'] ?? task.reflection_model;
  const { optimizePrompt } = await client.request<{ optimizePrompt: { id: string } }>(
    gql`
      mutation ($input: OptimizePromptInput!) {
        optimizePrompt(input: $input) {
          id
        }
      }
    `,
    {
      input: {
        prompt: { system: task.base_instruction, user: '{{input}}', parameters: { temperature: 0 } },
        model: `openai-compatible/${task.task_model}`,
        proposer: `openai-compatible/${proposer}`,
        dataset: { examples: [...pinned('train', 'TRAIN'), ...pinned('val', 'VALIDATION')], testShare: 0 },
        metric: { kind: 'WEBHOOK', url: scorer },
        budget: { maxTaskCalls: Number(environment('BUDGET')) },
        strategy: process.env['STRATEGY'] ?? 'AUTO',
        seed: Number(environment('SEED')),
        credentials: [{ provider: 'openai-compatible', apiKey: environment('OPENAI_API_KEY'), baseUrl: base }],
      },
    },
  );
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { optimization } = await client.request<Run>(
      gql`
        query ($id: ID!) {
          optimization(id: $id) {
            status
            reason {
              code
              message
            }
            spent {
              calls
              taskCalls
            }
            result {
              summary
              prompt {
                system
                user
                demonstrations {
                  inputs
                  expected
                }
              }
            }
          }
        }
      `,
      { id: optimizePrompt.id },
    );
    if (!['QUEUED', 'RUNNING'].includes(optimization.status)) return optimization;
  }
}

const { BYOM_URL: url, BYOM_TOKEN: token } = process.env;
const started = url === undefined || token === undefined ? await startByom(['127.0.0.0/8']) : undefined;
const relay = await scoreRelay(base);
try {
  const client = new GraphQLClient(url ?? started!.url, {
    headers: { authorization: `Bearer ${token ?? started!.token}` },
  });
  const { status, reason, result, spent } = await optimize(client, relay.url);
  if (result === null) throw new Error(`The optimization ended ${status}: ${reason?.message ?? 'without a result'}`);
  const messages = renderPrompt(result.prompt, { input: '{{input}}' });
  writeFileSync(environment('OUT'), JSON.stringify({ messages, info: { status, spent, summary: result.summary } }));
} finally {
  await Promise.all([relay.close(), started?.stop()]);
}
