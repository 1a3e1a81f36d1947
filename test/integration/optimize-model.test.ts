import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

/** How often each model is right, and how many tokens it takes to say so. */
const skills: Readonly<Record<string, { readonly quality: number; readonly output?: number }>> = {
  'llama-3.1-8b-instant': { quality: 0.55 },
  'llama-3.3-70b-versatile': { quality: 0.92 },
  'gpt-4o-mini': { quality: 0.95, output: 900 },
  'claude-sonnet-4-5': { quality: 0.98 },
};
const refs = {
  small: 'groq/llama-3.1-8b-instant',
  large: 'groq/llama-3.3-70b-versatile',
  verbose: 'openai/gpt-4o-mini',
  best: 'anthropic/claude-sonnet-4-5',
};
const all = Object.values(refs);

let server: BootedServer;
const fakes: FakeProvider[] = [];
let down: string | undefined;
beforeAll(async () => {
  server = await bootServer();
  for (const dialect of ['openai', 'anthropic', 'groq'] as const) {
    const fake = await startFakeProvider({
      dialect,
      strict: true,
      answer: ({ messages, body }) => {
        const number = Number(/\d+/.exec(messages.at(-1)!.content)![0]);
        const { quality, output = 2 } = skills[body.model]!;
        const right = seededRandom(body.model, number).next() < quality;
        return {
          text: (number % 2 === 0) === right ? 'even' : 'odd',
          usage: { input: 60, output },
        };
      },
      fault: () => (down === dialect ? { status: 401 } : undefined),
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

const examples = Array.from({ length: 300 }, (_, index) => ({
  inputs: { number: String(index) },
  expected: index % 2 === 0 ? 'even' : 'odd',
}));

const state = gql`
  query ($id: ID!) {
    optimization(id: $id) {
      kind
      status
      reason {
        code
        message
      }
      quote {
        calls {
          low
          high
        }
      }
      baseline {
        split
        mean
        examples
      }
      best {
        model
      }
      frontier {
        model
        validation {
          mean
          examples
        }
        costPerCall
        latencyMs
      }
      candidates {
        nodes {
          id
          model
          verdict
          costPerCall
          validation {
            mean
            examples
          }
          test {
            examples
          }
        }
      }
      spent {
        calls
      }
      spentBy {
        model
        purpose
        spend {
          calls
        }
      }
      result {
        model
        improved
        summary
        prompt {
          user
        }
        baseline {
          mean
        }
        best {
          split
          mean
          examples
          pairedGain {
            mean
          }
        }
      }
    }
  }
`;

async function chosen(input: object): Promise<Answer> {
  const asked = {
    prompt: { user: 'Even or odd: {{number}}' },
    models: all,
    dataset: { examples, testShare: 0.2 },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 3000 },
    seed: 5,
    ...input,
  };
  const { optimizeModel } = await server.client.request<Answer>(
    'mutation ($input: OptimizeModelInput!) { optimizeModel(input: $input) { id } }',
    { input: asked },
  );
  for (;;) {
    const { optimization } = await server.client.request<Answer>(state, { id: optimizeModel.id });
    if (!['QUEUED', 'RUNNING'].includes(optimization.status)) return optimization;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const of = (run: Answer, ref: string): Answer => run.candidates.nodes.find(({ model }: Answer) => model === ref);

describe('optimizeModel', () => {
  it('finds the cheapest model over the bar by what calls really cost, over three providers', async () => {
    const run = await chosen({ minQuality: 0.8, models: [refs.best, refs.verbose, refs.small, refs.large] });
    expect(run).toMatchObject({ kind: 'MODEL', status: 'SUCCEEDED', reason: null });
    // By list price gpt-4o-mini is cheaper than the 70b; what it writes makes it dearer.
    expect(run.result).toMatchObject({
      model: refs.large,
      improved: true,
      prompt: { user: 'Even or odd: {{number}}' },
      best: { split: 'TEST', examples: 60 },
    });
    expect(run.best.model).toBe(refs.large);
    expect(run.result.summary).toContain(`${refs.large} is the cheapest model shown to reach 0.8 (95% confidence)`);
    expect(of(run, refs.small).verdict).toMatch(/^shown to stay under 0\.8|^not shown to reach 0\.8/);
    expect(of(run, refs.verbose)).toMatchObject({ validation: { examples: 8 }, test: null });
    expect(of(run, refs.best).verdict).toContain('a cheaper one was found');
    expect(of(run, refs.verbose).costPerCall).toBeGreaterThan(of(run, refs.large).costPerCall);
    expect(new Set(run.candidates.nodes.map(({ id }: Answer) => id)).size).toBe(4);
    // The first of `models` is what the choice is compared with.
    expect(run.baseline).toMatchObject({ split: 'TEST', examples: 60 });
    expect(run.result.best.pairedGain.mean).toBeCloseTo(run.result.best.mean - run.baseline.mean, 9);
    expect(run.spent.calls).toBeLessThan(0.5 * 4 * 240);
    expect(run.spent.calls).toBeGreaterThanOrEqual(run.quote.calls.low);
    expect(run.spent.calls).toBeLessThanOrEqual(run.quote.calls.high);
  });

  it('says so where no model is shown to reach the bar', async () => {
    const run = await chosen({
      minQuality: 0.8,
      models: [refs.small, refs.large],
      dataset: { examples: examples.slice(0, 40), testShare: 0.25 },
      budget: { maxCalls: 300 },
    });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.result).toMatchObject({ improved: false, model: refs.large });
    expect(run.result.summary).toContain('No model was shown to be the cheapest that reaches 0.8; the best so far is');
  });

  it('gives the frontier of quality, cost and latency where there is no bar', async () => {
    const run = await chosen({ models: [refs.small, refs.large, refs.best] });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.result).toMatchObject({ model: refs.best, improved: true });
    expect(run.frontier.map(({ model }: Answer) => model)).toEqual(expect.arrayContaining([refs.small, refs.best]));
    expect(of(run, refs.best)).toMatchObject({ verdict: 'heard to the end', validation: { examples: 240 } });
    const asked = run.spentBy.filter(({ purpose }: Answer) => purpose === 'TASK');
    expect(asked.map(({ model }: Answer) => model).toSorted()).toEqual([refs.small, refs.large, refs.best].toSorted());
  });

  it('goes on without a provider whose key is refused', async () => {
    down = 'anthropic';
    const run = await chosen({ minQuality: 0.8, models: [refs.large, refs.best] });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.result).toMatchObject({ model: refs.large });
    expect(of(run, refs.best).verdict).toBe('could not be called: CREDENTIAL_INVALID');
    down = 'groq';
    const none = await chosen({ minQuality: 0.8, models: [refs.large, refs.small] });
    down = undefined;
    expect(none).toMatchObject({ status: 'FAILED', result: null, reason: { code: 'CREDENTIAL_INVALID' } });
  });

  it('ends with its budget, and says what is known by then', async () => {
    const run = await chosen({ minQuality: 0.9, budget: { maxCalls: 90 } });
    expect(run).toMatchObject({ status: 'SUCCEEDED', reason: { code: 'BUDGET_EXCEEDED' } });
    expect(run.spent.calls).toBeLessThanOrEqual(90);
    expect(run.result.improved).toBe(false);
    expect(run.result.best.split).toBe('TEST');
  });

  it('refuses a bar or models that make no sense', async () => {
    const code = (input: object) =>
      chosen(input).then(
        () => 'accepted',
        (error: Answer) => `${error.response.errors[0].extensions.code} ${error.response.errors[0].message}`,
      );
    expect(await code({ minQuality: 1.2 })).toMatch(/^BAD_USER_INPUT .*`minQuality`/);
    expect(await code({ models: [refs.small] })).toMatch(/^BAD_USER_INPUT .*`models`/);
    expect(await code({ models: [refs.small, refs.small] })).toMatch(/^BAD_USER_INPUT .*twice/);
    expect(await code({ models: [refs.small, 'nobody/x'] })).toMatch(/^UNKNOWN_MODEL/);
    expect(await code({ models: [refs.small, 'groq/unlisted'], budget: { maxUsd: 1 } })).toMatch(
      /^BAD_USER_INPUT .*price/,
    );
  });
});
