import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

let server: BootedServer;
let provider: FakeProvider;
let pieceDelayMs = 0;

beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());
beforeEach(() => {
  pieceDelayMs = 0;
});

const generateEvents = `subscription($input: GenerateInput!) { generate(input: $input) {
  delta generation { id text finishReason usage { outputTokens } attempts { errorCode } credential { id } } } }`;

async function withProvider<T>(options: Parameters<typeof startFakeProvider>[0], work: () => Promise<T>): Promise<T> {
  provider = await startFakeProvider({ ...options, pieceDelayMs });
  try {
    return await work();
  } finally {
    await provider.close();
  }
}

const inputOf = (idempotencyKey?: string) => ({
  model: 'openai-compatible/any-model',
  messages: [{ role: 'USER', content: 'one two three four five six' }],
  credential: { provider: 'openai-compatible', baseUrl: provider.url },
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
});

async function collect(variables: Record<string, unknown>, query = generateEvents) {
  const client = server.subscriber();
  const events: Answer[] = [];
  const errors: Answer[] = [];
  try {
    for await (const result of client.iterate<Answer>({ query, variables })) {
      if (result.errors) errors.push(...result.errors);
      else events.push(Object.values(result.data)[0]);
    }
  } finally {
    client.dispose();
  }
  return { events, errors };
}

describe('generate over server-sent events', () => {
  it('brings deltas as they come, and the whole at the end', () =>
    withProvider({ dialect: 'compatible', answer: () => 'alpha beta gamma delta' }, async () => {
      const { events, errors } = await collect({ input: inputOf(randomUUID()) });
      expect(errors).toEqual([]);
      const deltas = events.filter(({ delta }) => delta);
      expect(deltas.length).toBeGreaterThan(1);
      expect(deltas.map(({ delta }) => delta).join('')).toBe('alpha beta gamma delta');
      expect(events.at(-1).generation).toMatchObject({
        text: 'alpha beta gamma delta',
        finishReason: 'STOP',
        credential: null,
      });
    }));

  it('makes one call for one key, whoever asks and leaves', async () => {
    pieceDelayMs = 30;
    await withProvider(
      { dialect: 'compatible', answer: () => 'alpha beta gamma delta epsilon zeta eta theta' },
      async () => {
        const input = inputOf(randomUUID());
        const first = server.subscriber();
        for await (const result of first.iterate<Answer>({ query: generateEvents, variables: { input } })) {
          if (result.data.generate.delta) break;
        }
        first.dispose();
        const [second, third] = await Promise.all([collect({ input }), collect({ input })]);
        for (const { events } of [second, third]) {
          expect(events.map(({ delta }) => delta ?? '').join('')).toBe('alpha beta gamma delta epsilon zeta eta theta');
        }
        const again = await collect({ input });
        expect(again.events.at(-1).generation.id).toBe(second.events.at(-1).generation.id);
        expect(provider.requests).toHaveLength(1);
      },
    );
  });

  it('ends with the typed error where the provider refuses', () =>
    withProvider({ dialect: 'compatible', fault: () => ({ status: 401 }) }, async () => {
      const { events, errors } = await collect({ input: inputOf(randomUUID()) });
      expect(events).toEqual([]);
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions).toMatchObject({
        code: 'CREDENTIAL_INVALID',
        provider: { id: 'openai-compatible', status: 401 },
      });
    }));

  it('wants an idempotency key', () =>
    withProvider({ dialect: 'compatible' }, async () => {
      const { errors } = await collect({ input: inputOf() });
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
      expect(errors[0].message).toContain('idempotencyKey');
      expect(provider.requests).toHaveLength(0);
    }));

  it('refuses another input under the same key', () =>
    withProvider({ dialect: 'compatible' }, async () => {
      const input = inputOf(randomUUID());
      await collect({ input });
      const { errors } = await collect({ input: { ...input, messages: [{ role: 'USER', content: 'other' }] } });
      expect(errors[0].extensions.code).toBe('IDEMPOTENCY_MISMATCH');
    }));

  it('holds documents and variables to the same rules as elsewhere', async () => {
    const unknown = await collect({}, 'subscription { nothing { x } }');
    expect(unknown.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const typo = await collect({ input: { apiKey: 'sk-canary' } });
    expect(typo.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(typo)).not.toContain('canary');
    const long = await collect({}, `query { ${'viewer { id } '.repeat(2_000)} }`);
    expect(long.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
    const query = await collect({}, '{ viewer { id } }');
    expect(query.events).toEqual([{ id: expect.any(String) }]);
  });
});

describe('optimization over server-sent events', () => {
  const optimize = `mutation($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id status } }`;
  const follow = `subscription($id: ID!, $after: String) { optimization(id: $id, after: $after) {
    cursor kind message at candidate { id prompt { user } } optimization { id status progress { fraction } } } }`;
  const examples = Array.from({ length: 24 }, (_, i) => ({
    inputs: { ticket: i % 2 ? `my card was stolen, case ${i}` : `what is the weather like, case ${i}` },
    expected: i % 2 ? 'card' : 'weather',
  }));
  const input = {
    prompt: { system: 'Name the topic: card or weather.', user: '{{ticket}}' },
    model: 'sandbox/simulated-small',
    dataset: { examples },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 120 },
    seed: 7,
  };
  const started = async () => {
    const { providers } = await server.client.request<Answer>('{ providers { id models { ref } } }');
    const model = providers.find(({ id }: Answer) => id === 'sandbox').models[0].ref;
    return (await server.client.request<Answer>(optimize, { input: { ...input, model } })).optimizePrompt.id as string;
  };

  it('follows to the end, and resumes after any event without a gap', async () => {
    const id = await started();
    const { events, errors } = await collect({ id }, follow);
    expect(errors).toEqual([]);
    expect(events[0].kind).toBe('STARTED');
    expect(events.at(-1)).toMatchObject({ kind: 'FINISHED', optimization: { id, status: 'SUCCEEDED' } });
    expect(events.some(({ kind, candidate }) => kind === 'CANDIDATE' && candidate.prompt.user === '{{ticket}}')).toBe(
      true,
    );

    const cursors = events.map(({ cursor }) => cursor);
    expect(new Set(cursors).size).toBe(cursors.length);
    for (const index of [0, Math.floor(events.length / 2), events.length - 2]) {
      const rest = await collect({ id, after: cursors[index] }, follow);
      expect(rest.events.map(({ cursor }) => cursor)).toEqual(cursors.slice(index + 1));
    }
    expect((await collect({ id }, follow)).events.map(({ cursor }) => cursor)).toEqual(cursors);
  }, 60_000);

  it('says where there is none', async () => {
    for (const id of [randomUUID(), 'nonsense']) {
      const { errors } = await collect({ id }, follow);
      expect(errors[0].extensions.code).toBe('NOT_FOUND');
    }
  });
});
