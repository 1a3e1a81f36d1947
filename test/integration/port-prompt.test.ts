import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { Message } from '../../src/sdk/index.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { labelExamples, labelModel } from '../support/label-task.js';

const from = 'openai/gpt-4o-mini';
const to = 'anthropic/claude-sonnet-4-5';

/** Knows rules only where they are written as `word means queue`: what a `rule:` says, only the old model understands. */
const newModel = (messages: readonly Message[]) => labelModel(messages, messages.at(-1)!.content.length);
const oldModel = (messages: readonly Message[]) =>
  newModel(
    messages.map((message) => ({
      ...message,
      content: message.content.replaceAll(/rule: (\w+) for (\w+)/g, '$1 means $2'),
    })),
  );

let server: BootedServer;
const fakes: FakeProvider[] = [];
beforeAll(async () => {
  server = await bootServer();
  for (const [dialect, model] of [
    ['openai', oldModel],
    ['anthropic', newModel],
  ] as const) {
    const fake = await startFakeProvider({
      dialect,
      strict: true,
      answer: ({ messages }) => model(messages as Message[]),
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

const examples = labelExamples(150);
/** Of the dataset's own words, in a spelling that only the old model knows. */
const rules = [
  ...new Set(
    examples.flatMap(({ inputs, expected }) =>
      (inputs['text'] as string)
        .split(' ')
        .filter(
          (word) =>
            labelModel(
              [
                { role: 'system', content: `${word} means x` },
                { role: 'user', content: word },
              ],
              0,
            ) === 'x',
        )
        .map((word) => `rule: ${word} for ${expected as string}`),
    ),
  ),
];

const state = gql`
  query ($id: ID!) {
    optimization(id: $id) {
      kind
      status
      reason {
        code
      }
      quote {
        calls {
          low
          high
        }
      }
      baseline {
        mean
      }
      best {
        model
      }
      candidates(first: 100) {
        nodes {
          id
          model
          parents
          origin
        }
      }
      spent {
        calls
        cachedCalls
      }
      spentBy {
        model
        purpose
      }
      result {
        model
        improved
        verdict
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
      port {
        compared
        broken
        breaks {
          example
          inputs
          expected
          from {
            output
            score
          }
          to {
            output
            score
          }
          repaired {
            output
            score
          }
        }
        quirks {
          count
          adaptation {
            parameter
            action
            requested
            sent
            quirk {
              id
            }
          }
        }
        source {
          split
          mean
          examples
        }
        moved {
          mean
          pairedGain {
            mean
            high
          }
        }
        repaired {
          mean
          examples
        }
        repairedOnSource {
          mean
        }
      }
    }
  }
`;

async function ported(input: object): Promise<Answer> {
  const asked = {
    prompt: {
      system: `Sort the message into a queue. ${rules.join('. ')}`,
      user: '{{text}}',
      parameters: { temperature: 1.5, topP: 0.9 },
    },
    from,
    to,
    dataset: { examples },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 500 },
    seed: 5,
    ...input,
  };
  const { portPrompt } = await server.client.request<Answer>(
    'mutation ($input: PortPromptInput!) { portPrompt(input: $input) { id } }',
    { input: asked },
  );
  for (;;) {
    const { optimization } = await server.client.request<Answer>(state, { id: portPrompt.id });
    if (!['QUEUED', 'RUNNING'].includes(optimization.status)) return { ...optimization, id: portPrompt.id };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const refusal = (input: object) =>
  ported(input).then(
    () => 'accepted',
    (error: Answer) => `${error.response.errors[0].extensions.code} ${error.response.errors[0].message}`,
  );

describe('portPrompt', () => {
  it('shows what breaks by the move, mends it, and scores both prompts on both models', async () => {
    const run = await ported({ saveAs: 'sorted' });
    expect(run).toMatchObject({
      kind: 'PORT',
      status: 'SUCCEEDED',
      best: { model: to },
      result: { model: to, improved: true, verdict: 'IMPROVED' },
    });
    const { port } = run;
    expect(port.source).toMatchObject({ split: 'TEST', mean: 1 });
    expect(port.moved.mean).toBeLessThan(0.6);
    expect(port.moved.pairedGain.high).toBeLessThan(0);
    expect(port.repaired.mean).toBeGreaterThan(port.moved.mean + 0.2);
    expect(port.repairedOnSource.mean).toBeGreaterThan(port.moved.mean);
    expect(run.baseline.mean).toBe(port.moved.mean);

    expect(port.broken).toBeGreaterThan(5);
    expect(port.compared).toBeGreaterThan(port.broken);
    expect(port.breaks).toHaveLength(port.broken);
    for (const broken of port.breaks) {
      expect(broken.from).toEqual({ output: broken.expected, score: 1 });
      expect(broken.to.score).toBe(0);
      expect(broken.to.output).not.toBe(broken.expected);
      expect(examples.find(({ id }) => id === broken.example)!.inputs).toEqual(broken.inputs);
    }
    expect(port.breaks.some(({ repaired }: Answer) => repaired?.score === 1)).toBe(true);

    // What Anthropic does not take as OpenAI does.
    const quirk = port.quirks.find(({ adaptation }: Answer) => adaptation.parameter === 'temperature');
    expect(quirk.adaptation).toMatchObject({ requested: 1.5, quirk: { id: expect.stringContaining('anthropic/') } });

    expect(run.result.summary).toMatch(/^The old prompt scores 1\.000 on openai\/gpt-4o-mini and 0\.\d+ on anthropic/);
    expect(run.spent.calls).toBeLessThanOrEqual(500);
    expect(run.spent.calls).toBeLessThanOrEqual(run.quote.calls.high);
    expect(new Set(run.spentBy.map(({ model }: Answer) => model))).toEqual(new Set([from, to]));
    const ids = new Set(run.candidates.nodes.map(({ id }: Answer) => id));
    for (const { parents } of run.candidates.nodes) for (const parent of parents) expect(ids).toContain(parent);
    const saved = await server.client.request<Answer>('{ prompt(name: "sorted") { model system origin { id } } }');
    expect(saved.prompt).toEqual({ model: to, system: run.result.prompt.system, origin: { id: run.id } });
  });

  it('tries what else was good on the old model first', async () => {
    const { optimizePrompt } = await server.client.request<Answer>(
      'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }',
      {
        input: {
          prompt: { system: 'Sort the message into a queue.', user: '{{text}}' },
          model: from,
          dataset: { examples },
          metric: { kind: 'EXACT_MATCH' },
          budget: { maxCalls: 300 },
          seed: 3,
        },
      },
    );
    let found: Answer;
    do {
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = (await server.client.request<Answer>(state, { id: optimizePrompt.id })).optimization;
    } while (['QUEUED', 'RUNNING'].includes(found.status));
    const { system, user, demonstrations } = found.result.prompt;
    const run = await ported({
      prompt: { system, user, demonstrations },
      optimization: optimizePrompt.id,
      budget: { maxCalls: 300 },
    });
    expect(run.status).toBe('SUCCEEDED');
    const heirs = run.candidates.nodes.filter(({ origin }: Answer) => origin === 'tried on the model before');
    expect(heirs.length).toBeGreaterThan(0);
    // What the old model answered then is not bought again.
    expect(run.spent.cachedCalls).toBeGreaterThan(10);
    expect(run.spent.calls).toBeGreaterThanOrEqual(run.quote.calls.low);
  });

  it('leaves a prompt alone that loses nothing', async () => {
    const plain = rules.map((rule) => rule.replace(/rule: (\w+) for (\w+)/, '$1 means $2'));
    const run = await ported({
      prompt: { system: `Sort. ${plain.join('. ')}`, user: '{{text}}' },
      budget: { maxCalls: 400 },
    });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.result).toMatchObject({ improved: false, prompt: { system: `Sort. ${plain.join('. ')}` } });
    expect(run.port).toMatchObject({ broken: 0, breaks: [], repaired: null, moved: { mean: 1 } });
    expect(run.port.quirks.map(({ adaptation }: Answer) => adaptation.quirk.id)).toEqual([
      'anthropic/max-tokens-required',
    ]);
    expect(run.spent.calls).toBeLessThan(300);
    expect(run.spent.calls).toBeGreaterThanOrEqual(run.quote.calls.low);
  });

  it('refuses what cannot be ported', async () => {
    expect(await refusal({ to: from })).toMatch(/^BAD_USER_INPUT .*same model/);
    expect(await refusal({ optimization: 'nothing' })).toMatch(/^NOT_FOUND/);
    expect(await refusal({ to: 'groq/llama-3.1-8b-instant' })).toMatch(/^NO_CREDENTIAL/);
    expect(await refusal({ saveAs: 'a b' })).toMatch(/^BAD_USER_INPUT .*`saveAs`/);
    expect(await refusal({ dataset: { examples, validationShare: 0 } })).toMatch(/^BAD_USER_INPUT .*validation/);
  });
});
