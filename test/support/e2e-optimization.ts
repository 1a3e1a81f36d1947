import type { GraphQLClient } from 'graphql-request';
import { sandboxAnswer } from '../../plugins/sandbox/sandbox-model.js';
import type { Role } from '../../src/sdk/index.js';
import type { FakeMessage } from './fake-dialect.js';
import type { FakeProvider, FakeRequest } from './fake-provider.js';
import { waitUntil } from './e2e-waiting.js';
import { labelExamples } from './label-task.js';

/** Answers as the sandbox provider does: by what the request says and nothing else. */
export const sandboxBrain = ({ messages }: { readonly messages: readonly FakeMessage[] }): string =>
  sandboxAnswer({ messages: messages.map(({ role, content }) => ({ role: role as Role, content })) });

export async function addOpenAiKey(client: GraphQLClient, fake: FakeProvider): Promise<void> {
  const input = { provider: 'openai', apiKey: 'sk-of-no-one-0123456789abcdef', baseUrl: fake.url };
  await client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', { input });
}

export interface RunSettings {
  readonly maxCalls: number;
  readonly maxConcurrency: number;
  readonly seed: number;
  readonly examples: number;
}

/** Starts an optimization of a prompt that says little; gives its id. */
export async function startOptimization(client: GraphQLClient, settings: RunSettings): Promise<string> {
  const { maxCalls, maxConcurrency, seed, examples } = settings;
  const { optimizePrompt } = await client.request<{ optimizePrompt: { id: string } }>(
    'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }',
    {
      input: {
        prompt: { system: 'Sort the message.', user: '{{text}}' },
        model: 'openai/gpt-4o-mini',
        dataset: { examples: labelExamples(examples) },
        metric: { kind: 'EXACT_MATCH' },
        budget: { maxCalls, maxConcurrency },
        seed,
      },
    },
  );
  return optimizePrompt.id;
}

const score = 'split mean low high examples pairedP';
const template = 'system user demonstrations { inputs expected }';
const spend = 'calls taskCalls inputTokens outputTokens cost { total }';
const report = `query ($id: ID!) { optimization(id: $id) {
  status reason { code message }
  baseline { ${score} } best { id }
  candidates(first: 100) { nodes {
    id origin parents prompt { ${template} } validation { ${score} } test { ${score} } } pageInfo { hasNextPage } }
  result { improved summary prompt { ${template} } baseline { ${score} } best { ${score} } }
  spent { ${spend} } spentBy { spend { ${spend} } } } }`;

interface Spend {
  readonly calls: number;
  readonly taskCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: { readonly total: number };
}

export interface OptimizationReport {
  readonly status: string;
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly best: { readonly id: string } | null;
  readonly candidates: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
  readonly result: { readonly improved: boolean; readonly summary: string } | null;
  readonly spent: Spend;
  readonly spentBy: readonly { readonly spend: Spend }[];
}

export async function readOptimization(client: GraphQLClient, id: string): Promise<OptimizationReport> {
  const { optimization } = await client.request<{ optimization: OptimizationReport }>(report, { id });
  return optimization;
}

/** Waits for its end, whatever that is. */
export function endOfOptimization(client: GraphQLClient, id: string, timeoutMs = 40_000): Promise<OptimizationReport> {
  return waitUntil(
    'the end of the optimization',
    async () => {
      const read = await readOptimization(client, id);
      return ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(read.status) ? read : undefined;
    },
    { timeoutMs, everyMs: 100 },
  );
}

/** What a run came to, without what it took: the same for every undisturbed run of one seed. */
export const outcomeOf = ({ status, best, candidates, result }: OptimizationReport) => ({
  status,
  best,
  result,
  candidates: candidates.nodes,
  complete: !candidates.pageInfo.hasNextPage,
});

/** Requests beyond those of an undisturbed run, body by body; it may ask the same twice itself, for two samples. */
export function repeatsBeyond(undisturbed: readonly FakeRequest[], requests: readonly FakeRequest[]): string[] {
  const due = new Map<string, number>();
  for (const { body } of undisturbed) due.set(JSON.stringify(body), (due.get(JSON.stringify(body)) ?? 0) + 1);
  return requests.flatMap(({ body }) => {
    const text = JSON.stringify(body);
    const left = (due.get(text) ?? 0) - 1;
    due.set(text, left);
    return left < 0 ? [text] : [];
  });
}
