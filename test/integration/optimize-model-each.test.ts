import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { Message } from '../../src/sdk/index.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { labelExamples, labelModel } from '../support/label-task.js';

const small = 'groq/llama-3.1-8b-instant';
const large = 'anthropic/claude-sonnet-4-5';
const examples = labelExamples(300);
const answers = new Map(examples.map(({ inputs, expected }) => [inputs['text'], expected as string]));

let server: BootedServer;
const fakes: FakeProvider[] = [];
beforeAll(async () => {
  server = await bootServer();
  for (const [dialect, answer] of [
    // Learns from its prompt, and writes instructions too.
    ['groq', (messages: readonly Message[]) => labelModel(messages, messages.at(-1)!.content.length)],
    // Knows it all without being told.
    ['anthropic', (messages: readonly Message[]) => answers.get(messages.at(-1)!.content)!],
  ] as const) {
    const fake = await startFakeProvider({
      dialect,
      strict: true,
      answer: ({ messages }) => answer(messages as Message[]),
    });
    fakes.push(fake);
    const input = { provider: dialect, apiKey: `sk-${dialect}-0123456789abcdef`, baseUrl: fake.url };
    await server.client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
      input,
    });
  }
});
afterAll(async () => {
  await server.close();
  for (const fake of fakes) await fake.close();
});

async function chosen(input: object): Promise<Answer> {
  const asked = {
    prompt: { system: 'Sort the message into a queue.', user: '{{text}}' },
    models: [large, small],
    minQuality: 0.5,
    dataset: { examples, testShare: 0.2, validationShare: 0.4 },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 1500 },
    seed: 5,
    ...input,
  };
  const { optimizeModel } = await server.client.request<Answer>(
    'mutation ($input: OptimizeModelInput!) { optimizeModel(input: $input) { id } }',
    { input: asked },
  );
  for (;;) {
    const { optimization } = await server.client.request<Answer>(
      gql`
        query ($id: ID!) {
          optimization(id: $id) {
            status
            quote {
              calls {
                low
                high
              }
            }
            spent {
              calls
            }
            result {
              model
              improved
              summary
              best {
                mean
              }
              prompt {
                system
                demonstrations {
                  expected
                }
              }
            }
            candidates(first: 50) {
              nodes {
                id
                model
                origin
                parents
                validation {
                  examples
                }
              }
            }
          }
        }
      `,
      { id: optimizeModel.id },
    );
    if (!['QUEUED', 'RUNNING'].includes(optimization.status)) return optimization;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('optimizeModel with portEach', () => {
  it('finds that a cheap model does once the prompt is adapted to it', async () => {
    const asItIs = await chosen({});
    expect(asItIs.result.model).toBe(large);

    const run = await chosen({ portEach: true, proposer: small });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.result).toMatchObject({ model: small, improved: true });
    expect(run.result.best.mean).toBeGreaterThan(0.5);
    const { system, demonstrations } = run.result.prompt;
    expect(demonstrations.length > 0 || /means/.test(system)).toBe(true);
    const fitted = run.candidates.nodes.filter(
      ({ model, origin }: Answer) => model === small && origin !== 'the prompt given',
    );
    expect(fitted).toHaveLength(1);
    const ids = run.candidates.nodes.map(({ id }: Answer) => id);
    expect(ids).toContain(fitted[0].parents[0]);
    // Judged on validation examples alone, of which there are 120.
    expect(fitted[0].validation.examples).toBeLessThanOrEqual(120);
    expect(run.spent.calls).toBeGreaterThanOrEqual(run.quote.calls.low);
    expect(run.spent.calls).toBeLessThanOrEqual(run.quote.calls.high);
  });

  it('refuses a budget that leaves nothing to adapt with', async () => {
    const code = (input: object) =>
      chosen(input).then(
        () => 'accepted',
        (error: Answer) => `${error.response.errors[0].extensions.code} ${error.response.errors[0].message}`,
      );
    expect(await code({ portEach: true, budget: { maxCalls: 150 } })).toMatch(/^BAD_USER_INPUT .*`portEach`/);
    expect(await code({ proposer: small })).toMatch(/^BAD_USER_INPUT .*`portEach`/);
    expect(await code({ portEach: true, dataset: { examples: examples.slice(0, 12) } })).toMatch(/^BAD_USER_INPUT/);
  });
});
