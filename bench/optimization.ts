import { GraphQLClient, gql } from 'graphql-request';
import { sandboxAnswer } from '../plugins/sandbox/sandbox-model.js';
import { startFakeProvider } from '../test/support/fake-provider.js';
import { startByom } from './children.js';

const labels = ['billing', 'delivery', 'account', 'returns', 'warranty'];
const words = [
  ['invoice', 'charged', 'refund'],
  ['parcel', 'courier', 'arrived'],
  ['password', 'login', 'locked'],
  ['exchange', 'label', 'unwanted'],
  ['broken', 'repair', 'faulty'],
];
const examples = Array.from({ length: 1_000 }, (_, index) => ({
  inputs: {
    text: `${words[index % 5]![index % 3]} question ${index}: ${words[index % 5]![(index + 1) % 3]} and ${words[(index + 1) % 5]![index % 2]}`,
  },
  expected: labels[index % 5],
}));

/** Share of the allowed concurrency that was in use at the provider, from the first request of an optimization to its last. */
export async function optimizationConcurrency(
  concurrency = 32,
  latencyMs = 300,
): Promise<{ share: number; concurrency: number; calls: number; latencyMs: number }> {
  let busy = 0;
  let last: number | undefined;
  let first: number | undefined;
  let integral = 0;
  const step = (change: number): void => {
    const now = performance.now();
    first ??= now;
    if (last !== undefined) integral += busy * (now - last);
    last = now;
    busy += change;
  };
  const fake = await startFakeProvider({
    dialect: 'openai',
    latencyMs: 0,
    answer: async ({ messages }) => {
      step(1);
      await new Promise((resolve) => setTimeout(resolve, latencyMs * (0.5 + Math.random())));
      step(-1);
      return sandboxAnswer({ messages: messages.map(({ role, content }) => ({ role: role as 'user', content })) });
    },
  });
  const byom = await startByom([fake.origin]);
  try {
    const client = new GraphQLClient(byom.url, { headers: { authorization: `Bearer ${byom.token}` } });
    await client.request(
      gql`
        mutation ($input: AddCredentialInput!) {
          addCredential(input: $input) {
            id
          }
        }
      `,
      { input: { provider: 'openai', apiKey: 'sk-bench-bench-bench-bench', baseUrl: fake.url } },
    );
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
          prompt: { system: 'Sort the message.', user: '{{text}}' },
          model: 'openai/gpt-4o-mini',
          dataset: { examples },
          metric: { kind: 'EXACT_MATCH' },
          budget: { maxCalls: 4_000, maxConcurrency: concurrency },
          seed: 1,
        },
      },
    );
    for (let status = 'RUNNING'; status === 'RUNNING' || status === 'QUEUED';) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const { optimization } = await client.request<{ optimization: { status: string } }>(
        `query ($id: ID!) { optimization(id: $id) { status } }`,
        { id: optimizePrompt.id },
      );
      status = optimization.status;
      if (status === 'FAILED') throw new Error('The optimization failed.');
    }
    return { share: integral / (concurrency * (last! - first!)), concurrency, calls: fake.requests.length, latencyMs };
  } finally {
    await Promise.all([byom.stop(), fake.close()]);
  }
}
