import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

/** Knows what is even; takes every seventh number for what it is not, and will not speak of 13. */
const parity = (text: string) => {
  const number = Number(/\d+/.exec(text)![0]);
  return (number % 2 === 0) !== (number % 7 === 0) ? 'even' : 'odd';
};

let server: BootedServer;
let fake: FakeProvider;
let refuses = false;
beforeAll(async () => {
  server = await bootServer();
  fake = await startFakeProvider({
    dialect: 'openai',
    strict: true,
    answer: ({ messages }) => ({ text: parity(messages.at(-1)!.content) }),
    fault: (_, body) =>
      refuses && /\b13\b/.test(body.messages.at(-1).content)
        ? { status: 400, body: { error: { message: 'No.', type: 'invalid_request_error', code: 'content_filter' } } }
        : undefined,
  });
  await server.client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
    input: { provider: 'openai', apiKey: 'sk-openai-0123456789abcdef', baseUrl: fake.url },
  });
});
afterAll(async () => {
  await server.close();
  await fake.close();
});

const numbers = (from: number, count: number, split?: string) =>
  Array.from({ length: count }, (_, index) => ({
    id: `n${from + index}`,
    inputs: { number: String(from + index) },
    expected: (from + index) % 2 === 0 ? 'even' : 'odd',
    ...(split === undefined ? {} : { split }),
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
        usd {
          low
          high
        }
      }
      baseline {
        split
        mean
        low
        high
        examples
      }
      best {
        id
        model
        origin
        validation {
          mean
        }
        test {
          split
          mean
          examples
          pairedP
        }
        costPerCall
      }
      candidates {
        totalCount
      }
      spent {
        calls
        taskCalls
        cost {
          total
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
          mean
        }
      }
    }
  }
`;

async function evaluated(input: object): Promise<Answer> {
  const asked = {
    prompt: { user: 'Even or odd: {{number}}' },
    model: 'openai/gpt-4o-mini',
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 1000 },
    seed: 5,
    ...input,
  };
  const { evaluate } = await server.client.request<Answer>(
    'mutation ($input: EvaluateInput!) { evaluate(input: $input) { id } }',
    { input: asked },
  );
  for (;;) {
    const { optimization } = await server.client.request<Answer>(state, { id: evaluate.id });
    if (!['QUEUED', 'RUNNING'].includes(optimization.status)) return { ...optimization, id: evaluate.id };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const refusal = async (input: object): Promise<string> => {
  try {
    await evaluated(input);
    return 'accepted';
  } catch (error) {
    const { extensions, message } = (error as Answer).response.errors[0];
    return `${extensions.code}: ${message}`;
  }
};

describe('evaluate', () => {
  it('scores a prompt on every example, once, as quoted', async () => {
    const before = fake.requests.length;
    const run = await evaluated({ dataset: { examples: numbers(1, 70) } });
    expect(run).toMatchObject({
      kind: 'EVALUATION',
      status: 'SUCCEEDED',
      reason: null,
      quote: { calls: { low: 70, high: 70 } },
      // Ten of seventy are multiples of seven.
      baseline: { split: null, mean: expect.closeTo(60 / 70, 9), examples: 70 },
      best: {
        model: 'openai/gpt-4o-mini',
        origin: 'baseline',
        validation: null,
        test: { split: null, examples: 70, pairedP: null },
      },
      candidates: { totalCount: 1 },
      spent: { calls: 70, taskCalls: 70 },
      result: { model: 'openai/gpt-4o-mini', improved: false, prompt: { user: 'Even or odd: {{number}}' } },
    });
    expect(fake.requests.length - before).toBe(70);
    expect(run.baseline.low).toBeLessThan(60 / 70);
    expect(run.baseline.high).toBeGreaterThan(60 / 70);
    expect(run.result.best.mean).toBe(run.result.baseline.mean);
    expect(run.result.summary).toMatch(/^Scored 0\.857 \(95% interval 0\.\d+ to 0\.\d+\) on 70 examples\.$/);
    expect(run.spent.cost.total).toBeGreaterThanOrEqual(run.quote.usd.low);
    expect(run.spent.cost.total).toBeLessThanOrEqual(run.quote.usd.high);
    expect(run.best.costPerCall * 70).toBeCloseTo(run.spent.cost.total, 9);
    const listed = await server.client.request<Answer>(
      '{ evaluations: optimizations(filter: { kind: [EVALUATION] }) { totalCount } others: optimizations(filter: { kind: [PROMPT] }) { totalCount } }',
    );
    expect(listed.evaluations.totalCount).toBeGreaterThanOrEqual(1);
    expect(listed.others.totalCount).toBe(0);
  });

  it('scores one split, pinned or drawn', async () => {
    const pinned = [...numbers(1, 20, 'TRAIN'), ...numbers(21, 15, 'VALIDATION'), ...numbers(36, 28, 'TEST')];
    const run = await evaluated({ dataset: { examples: pinned }, split: 'TEST' });
    expect(run).toMatchObject({
      quote: { calls: { high: 28 } },
      baseline: { split: 'TEST', mean: expect.closeTo(24 / 28, 9), examples: 28 },
    });
    const drawn = await evaluated({ dataset: { examples: numbers(1, 100), testShare: 0.4 }, split: 'VALIDATION' });
    expect(drawn.baseline).toMatchObject({ split: 'VALIDATION', examples: 30 });
  });

  it('asks the same question once', async () => {
    // Different examples that come to the same message.
    const twice = ['one', 'other'].flatMap((note) =>
      numbers(1, 12).map(({ id, inputs, expected }) => ({
        id: `${id} ${note}`,
        inputs: { ...inputs, note },
        expected,
      })),
    );
    const run = await evaluated({ dataset: { examples: twice } });
    expect(run).toMatchObject({
      quote: { calls: { low: 12, high: 12 } },
      spent: { calls: 12 },
      baseline: { examples: 24 },
    });
  });

  it('ends with its budget, and says what the score is of', async () => {
    const run = await evaluated({ dataset: { examples: numbers(1, 70) }, budget: { maxCalls: 30 } });
    expect(run).toMatchObject({
      status: 'SUCCEEDED',
      reason: { code: 'BUDGET_EXCEEDED' },
      quote: { calls: { low: 30, high: 30 } },
      baseline: { examples: 30 },
      spent: { calls: 30 },
    });
    expect(run.result.summary).toMatch(/on 30 examples\. The budget is used up: maxCalls\. 40 of 70 examples are not/);
    expect(run.reason.message).toBe(run.result.summary);
  });

  it('leaves out what the provider refuses', async () => {
    refuses = true;
    const run = await evaluated({ dataset: { examples: numbers(1, 40) } });
    refuses = false;
    expect(run).toMatchObject({
      status: 'SUCCEEDED',
      reason: null,
      baseline: { examples: 39, mean: expect.closeTo(34 / 39, 9) },
    });
    expect(run.result.summary).toContain('The provider refused 1 of 40');
  });

  it('starts one run for one idempotency key, whatever was started with it before', async () => {
    const input = { dataset: { examples: numbers(1, 10) }, idempotencyKey: 'scored once' };
    const first = await evaluated(input);
    expect((await evaluated(input)).id).toBe(first.id);
    expect(await refusal({ ...input, seed: 6 })).toMatch(/^IDEMPOTENCY_MISMATCH/);
  });

  it('refuses what cannot be scored, before anything is paid for', async () => {
    const before = fake.requests.length;
    const dataset = { examples: numbers(1, 10) };
    expect(await refusal({ dataset, model: 'nobody/model' })).toMatch(/^UNKNOWN_MODEL/);
    expect(await refusal({ dataset: { examples: numbers(1, 10, 'TRAIN') }, split: 'TEST' })).toMatch(
      /^BAD_USER_INPUT: .*`split`/,
    );
    expect(await refusal({ dataset, budget: {} })).toMatch(/^BAD_USER_INPUT/);
    expect(await refusal({ dataset, prompt: { user: '{{other}}' } })).toMatch(/^BAD_USER_INPUT: .*`other`/);
    expect(await refusal({ dataset, model: 'groq/llama-3.1-8b-instant' })).toMatch(/^NO_CREDENTIAL/);
    expect(fake.requests.length).toBe(before);
  });
});
