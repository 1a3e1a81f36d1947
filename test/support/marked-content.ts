import type { GraphQLClient } from 'graphql-request';
import { asksJudge } from './gullible-judge.js';
import type { Answer } from './answer.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from './fake-provider.js';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.js';
import { waitUntil } from './e2e-waiting.js';

/** A provider and a scorer that put the marker into all they say. */
export interface MarkedWorld {
  readonly fake: FakeProvider;
  readonly receiver: WebhookReceiver;
  close(): Promise<void>;
}

export async function startMarkedWorld(
  marker: string,
  more: Pick<FakeProviderOptions, 'fault'> = {},
): Promise<MarkedWorld> {
  const answer = ({ messages }: { readonly messages: readonly { readonly content: string }[] }) => {
    if (asksJudge(messages)) return `{"reason": "${marker} reason", "score": 0.4}`;
    const asksForBetter = messages.some(({ content }) => content.includes('<new_instruction>'));
    return asksForBetter ? `<new_instruction>${marker} instruction</new_instruction>` : `${marker} answer`;
  };
  const fake = await startFakeProvider({ dialect: 'openai', answer, ...more });
  const receiver = await startWebhookReceiver(() => ({ body: { score: 0.5, feedback: `${marker} feedback` } }));
  return { fake, receiver, close: async () => void (await Promise.all([fake.close(), receiver.close()])) };
}

export const markedExamples = (marker: string, count = 16) =>
  Array.from({ length: count }, (_, n) => ({
    id: `${marker}-${n}`,
    inputs: { text: `${marker} input ${n}` },
    expected: `${marker} expected ${n}`,
    feedback: `${marker} remark`,
  }));

export const markedMetric = (marker: string, { receiver }: MarkedWorld) => ({
  kind: 'COMPOSITE',
  parts: [
    { weight: 1, metric: { kind: 'LLM_JUDGE', rubric: `${marker} rubric`, judge: 'openai/gpt-4o-mini' } },
    { weight: 1, metric: { kind: 'WEBHOOK', url: receiver.url } },
    { weight: 1, metric: { kind: 'CODE', code: `() => ({ score: 0.5, feedback: "${marker} code" })` } },
  ],
});

const query = {
  credential: 'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }',
  dataset: 'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }',
  append:
    'mutation ($id: ID!, $examples: [ExampleInput!]!) { appendExamples(dataset: $id, examples: $examples) { size } }',
  prompt: 'mutation ($input: SavePromptInput!) { savePrompt(input: $input) { version } }',
  label: 'mutation ($name: String!, $label: String!) { setPromptLabel(name: $name, label: $label, version: 1) { id } }',
  alias: 'mutation ($input: SetAliasInput!) { setAlias(input: $input) { name } }',
  generate: 'mutation ($input: GenerateInput!) { generate(input: $input) { text } }',
  runPrompt: 'mutation ($input: RunPromptInput!) { runPrompt(input: $input) { text } }',
  optimize: 'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }',
  status: 'query ($id: ID!) { optimization(id: $id) { status reason { code message } } }',
};

/** What was stored, as far as it takes an id or a name to delete it. */
export interface StoredContent {
  readonly credential: string;
  readonly dataset: string;
  readonly prompt: string;
  readonly alias: string;
  readonly optimization: string;
}

/** Stores the marker wherever the API takes or makes a customer's words. */
export async function storeMarkedContent(
  client: GraphQLClient,
  marker: string,
  world: MarkedWorld,
): Promise<StoredContent> {
  const ask = async (document: string, variables: object) => client.request<Answer>(document, variables);
  const key = { provider: 'openai', apiKey: 'sk-of-no-one-0123456789abcdef', baseUrl: world.fake.url, name: marker };
  const credential = (await ask(query.credential, { input: key })).addCredential.id as string;
  const made = await ask(query.dataset, {
    input: { name: `${marker} set`, examples: markedExamples(marker) },
  });
  const dataset = made.createDataset.id as string;
  await ask(query.append, { id: dataset, examples: [{ id: `${marker}-z`, inputs: { text: `${marker} z` } }] });
  const prompt = `${marker}-prompt`;
  const template = {
    system: `${marker} system`,
    user: '{{text}}',
    demonstrations: [{ inputs: { text: `${marker} shown` }, expected: `${marker} shown answer` }],
  };
  for (let version = 0; version < 2; version += 1) {
    await ask(query.prompt, { input: { name: prompt, prompt: template, model: 'openai/gpt-4o-mini' } });
  }
  for (const label of ['production', `${marker}-label`]) await ask(query.label, { name: prompt, label });
  const alias = `${marker}-alias`;
  await ask(query.alias, { input: { name: alias, model: 'openai/gpt-4o-mini' } });
  const messages = [{ role: 'USER', content: `${marker} question` }];
  await ask(query.generate, { input: { model: `alias:${alias}`, messages, idempotencyKey: 'generated' } });
  const inputs = { text: `${marker} run` };
  await ask(query.runPrompt, { input: { name: prompt, inputs, idempotencyKey: 'ran' } });
  const { optimizePrompt } = await ask(query.optimize, {
    input: {
      prompt: { name: prompt },
      model: 'openai/gpt-4o-mini',
      dataset: { examples: markedExamples(marker) },
      metric: markedMetric(marker, world),
      budget: { maxCalls: 90, maxConcurrency: 8 },
      seed: 3,
      saveAs: `${marker}-better`,
      idempotencyKey: 'optimized',
    },
  });
  const optimization = optimizePrompt.id as string;
  const ended = await waitUntil(
    'the end of the run',
    async () => {
      const run = (await ask(query.status, { id: optimization })).optimization;
      return ['SUCCEEDED', 'FAILED'].includes(run.status) && run;
    },
    { timeoutMs: 60_000, everyMs: 50 },
  );
  if (ended.status !== 'SUCCEEDED') throw new Error(`The run failed: ${JSON.stringify(ended.reason)}`);
  return { credential, dataset, prompt, alias, optimization };
}
