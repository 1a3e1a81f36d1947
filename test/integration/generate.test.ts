import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GenerateInput } from '../../src/use-cases/generate-input.js';
import type { GenerationEvent } from '../../src/use-cases/generation.js';
import { ListModels } from '../../src/use-cases/list-models.js';
import { RemoveCredential } from '../../src/use-cases/remove-credential.js';
import { ReportUsage } from '../../src/use-cases/report-usage.js';
import { RunPrompt } from '../../src/use-cases/run-prompt.js';
import type { PromptStore, SavedPrompt } from '../../src/prompts/prompt-store.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../support/fake-provider.js';
import { plainAdapter, plainProvider } from '../support/plain-provider.js';
import { callerNamed, spendingWith, type Spending, type SpendingOptions } from '../support/spending.js';

const secret = 'sk-canary-0123456789abcdefghijklmnop';
const tenant = callerNamed('tenant-1');
const undo: (() => Promise<unknown>)[] = [];
let fake: FakeProvider;
let spending: Spending;

async function setUp(options: Partial<FakeProviderOptions> & SpendingOptions = {}): Promise<void> {
  fake = await startFakeProvider({ dialect: 'compatible', answer: () => 'Paris', ...options });
  const offline = {
    id: 'offline',
    auth: { kind: 'none' as const },
    credentialFields: [],
    baseUrl: undefined,
    baseUrlCustomizable: false,
  };
  const adapter = {
    ...plainAdapter,
    complete: async () => ({ choices: [{ text: 'from here', finishReason: 'stop' as const, toolCalls: [] }] }),
  };
  spending = spendingWith(
    [
      plainProvider({ baseUrl: fake.url }),
      plainProvider({ id: 'other', baseUrl: fake.url }),
      plainProvider({
        id: 'optional',
        baseUrl: fake.url,
        credentialFields: [{ name: 'apiKey', label: 'Key', secret: true, required: false }],
      }),
      plainProvider(offline, adapter),
    ],
    options,
  );
}
beforeEach(() => setUp());
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
  await spending.egress.close();
  await fake.close();
});

const ask = (changes: Partial<GenerateInput> = {}): GenerateInput => ({
  model: 'plain/small',
  messages: [{ role: 'user', content: 'The capital of France?' }],
  ...changes,
});
const inline = { provider: 'plain', apiKey: secret };
const sentKeys = () => fake.requests.map(({ headers }) => headers.authorization);
const collect = async (events: AsyncIterable<GenerationEvent>) => {
  const all: GenerationEvent[] = [];
  for await (const event of events) all.push(event);
  return { text: all.map(({ delta }) => delta?.text ?? '').join(''), generation: all.at(-1)?.generation, all };
};
const eventually = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('whose key pays', () => {
  it('is the one given inline, kept nowhere', async () => {
    const answer = await spending.generate.run(tenant, ask({ credential: inline }));
    expect(answer).toMatchObject({
      text: 'Paris',
      model: 'plain/small',
      credential: { hint: 'mnop', provider: 'plain' },
    });
    expect(sentKeys()).toEqual([`Bearer ${secret}`]);
    expect(spending.credentials.rows).toEqual([]);
    expect(JSON.stringify([answer, spending.ledger.entries, spending.logged])).not.toContain(secret);
  });

  it('is the stored default, else the header’s; the header’s serves this model’s provider', async () => {
    const caller = callerNamed('tenant-1', 'sk-header-key');
    await spending.generate.run(caller, ask());
    const stored = await spending.addCredential.run(tenant, { provider: 'plain', apiKey: secret });
    const answer = await spending.generate.run(caller, ask());
    await spending.generate.run(caller, ask({ model: 'other/small' }));
    expect(sentKeys()).toEqual(['Bearer sk-header-key', `Bearer ${secret}`, 'Bearer sk-header-key']);
    expect(answer.credential!.id).toBe(stored.id);
    expect(spending.credentials.touched).toEqual([stored.id]);
  });

  it('is nobody’s without a credential: nothing is sent, whatever the environment holds', async () => {
    const names = ['OPENAI_API_KEY', 'PLAIN_API_KEY', 'ANTHROPIC_API_KEY'];
    for (const name of names) process.env[name] = 'sk-operator';
    undo.push(async () => names.forEach((name) => delete process.env[name]));
    await expect(spending.generate.run(tenant, ask())).rejects.toMatchObject({ code: 'NO_CREDENTIAL' });
    expect(fake.requests).toHaveLength(0);
    expect(spending.ledger.entries).toHaveLength(0);
  });

  it('is nobody’s where the provider needs none', async () => {
    const answer = await spending.generate.run(tenant, ask({ model: 'optional/small' }));
    expect(answer.credential).toBeNull();
    expect(sentKeys()).toEqual([undefined]);
    const offline = await spending.generate.run(callerNamed('tenant-1', 'sk-header'), ask({ model: 'offline/small' }));
    expect(offline).toMatchObject({ text: 'from here', credential: null, usage: { estimated: true } });
    expect(fake.requests).toHaveLength(1);
  });

  it('is never another tenant’s, another provider’s or a removed one', async () => {
    const stored = await spending.addCredential.run(tenant, { provider: 'plain', apiKey: secret });
    const other = callerNamed('tenant-2');
    const withId = ask({ credential: { id: stored.id } });
    const missing = await spending.generate.run(other, ask({ credential: { id: 'x' } })).catch((error: Error) => error);
    const foreign = await spending.generate.run(other, withId).catch((error: Error) => error);
    expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
    expect(`${String(foreign)}`).toBe(String(missing));
    const remove = new RemoveCredential(spending);
    await expect(remove.run(other, stored.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const credential of [{ id: stored.id }, { provider: 'plain', apiKey: secret }]) {
      const wrong = spending.generate.run(tenant, ask({ model: 'other/small', credential }));
      await expect(wrong).rejects.toMatchObject({ code: 'CREDENTIAL_MISMATCH' });
    }
    for (const credential of [{ apiKey: secret }, { id: stored.id, apiKey: secret }]) {
      await expect(spending.generate.run(tenant, ask({ credential }))).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }
    expect(await remove.run(tenant, stored.id)).toBe(stored.id);
    await expect(spending.generate.run(tenant, withId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(fake.requests).toHaveLength(0);
  });

  it('is not sent where an intruder in the database points the credential elsewhere', async () => {
    await spending.addCredential.run(tenant, { provider: 'plain', apiKey: secret });
    const evil = await startFakeProvider({ dialect: 'compatible' });
    undo.push(() => evil.close());
    spending.credentials.rows = spending.credentials.rows.map((row) => ({
      ...row,
      baseUrl: evil.url,
      origin: evil.origin,
    }));
    await expect(spending.generate.run(tenant, ask())).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    spending.credentials.rows = spending.credentials.rows.map((row) => ({
      ...row,
      baseUrl: evil.url,
      origin: fake.origin,
    }));
    await expect(spending.generate.run(tenant, ask())).rejects.toMatchObject({ code: 'CREDENTIAL_MISMATCH' });
    expect(evil.requests).toHaveLength(0);
  });

  it('is stored only for an endpoint that may be called', async () => {
    await spending.egress.close();
    spending = spendingWith([plainProvider()], {
      allow: [],
      resolve: async () => [{ address: '10.0.0.1', family: 4 }],
    });
    for (const baseUrl of [
      fake.url,
      'http://169.254.169.254/latest',
      'https://inside.example',
      'http://[::ffff:7f00:1]',
    ]) {
      const input = { provider: 'plain', apiKey: secret, baseUrl };
      await expect(spending.addCredential.run(tenant, input)).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
      const call = spending.generate.run(tenant, ask({ credential: input }));
      await expect(call).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    }
    expect(spending.credentials.rows).toEqual([]);
  });
});

describe('bad input', () => {
  const message = { role: 'user' as const, content: 'canary' };
  const cases: [string, Partial<GenerateInput>, string][] = [
    ['no messages', { messages: [] }, 'messages'],
    ['too many messages', { messages: Array(1_001).fill(message) }, 'messages'],
    ['too much text', { messages: [{ role: 'user', content: 'x'.repeat(4 * 1024 * 1024 + 1) }] }, 'messages'],
    ['an unknown role', { messages: [{ ...message, role: 'canary' as 'user' }] }, 'messages.0.role'],
    ['an empty message', { messages: [message, { role: 'user' }] }, 'messages.1.content'],
    ['a tool’s answer to nothing', { messages: [{ role: 'tool', content: 'canary' }] }, 'messages.0.toolCallId'],
    ['an image twice', { messages: [{ ...message, images: [{ url: 'canary', base64: 'x' }] }] }, 'messages.0.images.0'],
    ['NaN', { parameters: { temperature: NaN } }, 'parameters.temperature'],
    ['infinity', { parameters: { temperature: Infinity } }, 'parameters.temperature'],
    ['too hot', { parameters: { temperature: 2.1 } }, 'parameters.temperature'],
    ['too many choices', { parameters: { n: 17 } }, 'parameters.n'],
    ['no choice', { parameters: { n: 0 } }, 'parameters.n'],
    ['half a token', { parameters: { maxOutputTokens: 0.5 } }, 'parameters.maxOutputTokens'],
    ['a schema that is missing', { responseFormat: { kind: 'json-schema' } }, 'responseFormat.schema'],
    [
      'a schema that is none',
      { responseFormat: { kind: 'json-schema', schema: { type: 'canary' } } },
      'responseFormat.schema',
    ],
    ['a tool with an odd name', { tools: [{ name: 'ca na ry', schema: {} }] }, 'tools.0.name'],
    ['a choice of no tool', { toolChoice: { mode: 'tool', tool: 'canary' } }, 'toolChoice.tool'],
    ['an option that a uniform field owns', { providerOptions: { plain: { temperature: 1 } } }, 'providerOptions'],
    ['options that are none', { providerOptions: { plain: 'canary' } }, 'providerOptions.plain'],
    ['a key with a line break', { credential: { provider: 'plain', apiKey: 'canary\nX: y' } }, 'apiKey'],
  ];
  it.each(cases)('%s is told by its field, without its value, and costs nothing', async (_name, changes, field) => {
    const work = spending.generate.run(tenant, ask({ credential: inline, ...changes }));
    const error = await work.catch((thrown: unknown) => thrown as Error & { code: string });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((error as Error).message).toContain(field);
    expect((error as Error).message).not.toContain('canary');
    expect(fake.requests).toHaveLength(0);
    expect(spending.ledger.entries).toHaveLength(0);
  });

  it('an unknown model, and a key in the header with a line break', async () => {
    for (const model of ['nonsense', 'nobody/small']) {
      await expect(spending.generate.run(tenant, ask({ model }))).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
    }
    const broken = spending.generate.run(callerNamed('tenant-1', 'a\r\nb'), ask());
    await expect(broken).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('an answer', () => {
  it('has its cost, with nothing paid by the operator', async () => {
    const { cost, usage, attempts, latency } = await spending.generate.run(tenant, ask({ credential: inline }));
    expect(cost).toMatchObject({ platform: 0 });
    expect(cost!.total).toBeCloseTo((usage.inputTokens + 2 * usage.outputTokens) / 1e6, 12);
    expect(usage.totalTokens).toBe(usage.inputTokens + usage.outputTokens);
    expect(attempts).toHaveLength(1);
    expect(latency.overheadMs).toBeLessThan(latency.totalMs);
    const unpriced = await spending.generate.run(tenant, ask({ credential: inline, model: 'plain/unlisted' }));
    expect(unpriced.cost).toBeNull();
    const report = await new ReportUsage(spending).run(tenant, { groupBy: ['provider'] });
    expect(report.rows).toHaveLength(1);
    expect(report.total).toMatchObject({ calls: 2, unpricedCalls: 1, cost: { platform: 0 } });
    expect(report.total.cost!.total).toBeCloseTo(cost!.total, 12);
    expect((await new ReportUsage(spending).run(callerNamed('tenant-2'), {})).total.calls).toBe(0);
  });

  const schema = {
    type: 'object',
    properties: { city: { type: 'string', pattern: '^(P+)+aris$' } },
    required: ['city'],
  };
  it.each([
    ['{"city":"Paris"}', { city: 'Paris' }],
    ['```json\n{"city":"Paris"}\n```', { city: 'Paris' }],
    ['{"city":"Rome"}', null],
    ['{"city":', null],
    ['Paris', null],
  ])('asked for as JSON is parsed and checked: %s', async (text, json) => {
    await fake.close();
    await setUp({ answer: () => text });
    const responseFormat = { kind: 'json-schema' as const, schema };
    const answer = await spending.generate.run(tenant, ask({ credential: inline, responseFormat }));
    expect(answer.json).toEqual(json);
    expect(answer.text).toBe(text);
    const reports = answer.adaptations.filter(
      ({ parameter, action }) => parameter === 'responseFormat' && action === 'reported',
    );
    expect(reports).toHaveLength(json === null ? 1 : 0);
    expect(spending.ledger.entries[0]!.settlement!.kind).toBe('answered');
  });

  it('with tool calls has ids of ours, and the provider’s go back to the provider', async () => {
    await fake.close();
    const adapter = {
      ...plainAdapter,
      complete: async (request: Parameters<typeof plainAdapter.complete>[0]) => ({
        choices: [
          {
            text: JSON.stringify(request.messages),
            finishReason: 'tool-calls' as const,
            toolCalls: [{ id: 'call/0:ö', name: 'look', arguments: {} }, { id: '', name: 'look', arguments: {} }], // prettier-ignore
          },
        ],
      }),
    };
    const { credentialFields, auth } = { credentialFields: [], auth: { kind: 'none' as const } };
    spending = spendingWith([plainProvider({ credentialFields, auth }, adapter)]);
    const [one, two] = [await spending.generate.run(tenant, ask()), await spending.generate.run(tenant, ask())];
    const ids = [...one.toolCalls, ...two.toolCalls].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[\w.-]{30,}$/);
    const messages: GenerateInput['messages'] = [
      { role: 'user', content: 'x' },
      { role: 'assistant', toolCalls: [...one.toolCalls] },
      { role: 'tool', content: 'y', toolCallId: ids[0] },
      { role: 'tool', content: 'z', toolCallId: ids[1] },
      { role: 'tool', content: 'z', toolCallId: 'own-id' },
    ];
    const seen = JSON.parse((await spending.generate.run(tenant, ask({ messages }))).text);
    expect(seen[1].toolCalls.map(({ id }: { id: string }) => id)).toEqual(['call/0:ö', ids[1]]);
    expect(seen.slice(2).map((one: any) => one.toolCallId)).toEqual(['call/0:ö', ids[1], 'own-id']);
  });
});

describe('an idempotency key', () => {
  const input = ask({ credential: inline, idempotencyKey: 'key-1' });

  it('gives the first answer again, for the same input alone', async () => {
    const first = await spending.generate.run(tenant, input);
    const again = await spending.otherReplica().run(tenant, { ...input });
    expect(again).toEqual({ ...first, credential: { ...first.credential, sealed: null } });
    const changed = { ...input, parameters: { temperature: 1 } };
    await expect(spending.generate.run(tenant, changed)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await spending.generate.run(callerNamed('tenant-2'), changed);
    expect(fake.requests).toHaveLength(2);
    expect(JSON.stringify([...spending.idempotency.rows])).not.toContain(secret);
  });

  it('used fifty times at once makes one call', async () => {
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => spending.generate.run(tenant, input)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    }
    expect(fake.requests).toHaveLength(1);
  });

  it('is free again after a failure that cost nothing, and keeps one that may have', async () => {
    await fake.close();
    await setUp({ fault: (n) => (n === 1 ? { status: 400 } : n < 4 ? 'cut' : undefined) });
    await expect(spending.generate.run(tenant, input)).rejects.toMatchObject({ code: 'PROVIDER_REJECTED' });
    for (let time = 0; time < 2; time++) {
      const error = await spending.generate.run(tenant, input).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE', details: { inDoubt: 2, provider: { id: 'plain' } } });
    }
    expect(fake.requests).toHaveLength(3);
  });
});

describe('a streamed generation', () => {
  const input = ask({ credential: inline, idempotencyKey: 'stream-1' });
  const long = 'one two three four five six seven eight nine ten';

  it('needs a key, and gives deltas and then the whole', async () => {
    await expect(collect(spending.generate.stream(tenant, ask({ credential: inline })))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const { text, generation, all } = await collect(spending.generate.stream(tenant, input));
    expect(text).toBe('Paris');
    expect(generation).toMatchObject({ text: 'Paris', latency: { firstTokenMs: expect.any(Number) } });
    expect(all.filter((event) => event.generation)).toHaveLength(1);
  });

  it('goes on when its reader leaves; who comes again is given all of it, and one request is made', async () => {
    await fake.close();
    await setUp({ answer: () => long, pieceDelayMs: 10 });
    for await (const event of spending.generate.stream(tenant, input)) if (event.delta) break;
    const [again, third] = await Promise.all([
      collect(spending.generate.stream(tenant, input)),
      collect(spending.generate.stream(tenant, input)),
    ]);
    expect(again.text).toBe(long);
    expect(again.generation!.text).toBe(long);
    expect(third.generation!.id).toBe(again.generation!.id);
    const later = await collect(spending.generate.stream(tenant, input));
    expect(later.all).toHaveLength(1);
    expect(later.generation!.id).toBe(again.generation!.id);
    expect((await spending.generate.run(tenant, input)).id).toBe(again.generation!.id);
    expect(fake.requests).toHaveLength(1);
  });

  it('finishes with nobody there', async () => {
    await fake.close();
    await setUp({ answer: () => long, pieceDelayMs: 5 });
    for await (const event of spending.generate.stream(tenant, input)) if (event.delta) break;
    await eventually(() => spending.ledger.open.length === 0);
    expect(spending.ledger.entries[0]!.settlement!.kind).toBe('answered');
  });

  it('is followed to its end from another replica', async () => {
    await fake.close();
    await setUp({ answer: () => long, pieceDelayMs: 5 });
    const here = collect(spending.generate.stream(tenant, input));
    await eventually(() => fake.requests.length === 1);
    const there = await collect(spending.otherReplica().stream(tenant, input));
    expect(there.generation!.id).toBe((await here).generation!.id);
    expect(fake.requests).toHaveLength(1);
  });

  it('with another input is a mismatch, and with a running one the mutation says so', async () => {
    await fake.close();
    await setUp({ answer: () => long, pieceDelayMs: 10 });
    const running = collect(spending.generate.stream(tenant, input));
    await eventually(() => fake.requests.length === 1);
    const changed = { ...input, parameters: { temperature: 1 } };
    for (const replica of [spending.generate, spending.otherReplica()]) {
      await expect(collect(replica.stream(tenant, changed))).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    }
    await expect(spending.generate.run(tenant, input)).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    const foreign = await collect(spending.generate.stream(callerNamed('tenant-2'), changed));
    expect(foreign.generation!.id).not.toBe((await running).generation!.id);
  });

  it('that fails, fails for every reader', async () => {
    await fake.close();
    await setUp({ fault: () => ({ status: 401 }) });
    const readers = await Promise.allSettled([1, 2].map(() => collect(spending.generate.stream(tenant, input))));
    for (const reader of readers) expect(reader).toMatchObject({ reason: { code: 'CREDENTIAL_INVALID' } });
    expect(fake.requests).toHaveLength(1);
  });
});

describe('a preview', () => {
  it('is what is sent, without a key and without a call', async () => {
    const input = ask({
      parameters: { temperature: 0.5, maxOutputTokens: 10 },
      providerOptions: { plain: { extra: 1 } },
    });
    const preview = spending.previewRequest.run(tenant, input);
    expect(preview).toMatchObject({
      method: 'POST',
      path: '/chat/completions',
      fits: true,
      model: { ref: 'plain/small' },
    });
    expect(preview.estimatedCost).toMatchObject({ output: 20 / 1e6, platform: 0 });
    expect(fake.requests).toHaveLength(0);
    await spending.generate.run(tenant, { ...input, credential: inline });
    expect(fake.requests[0]!.body).toEqual(preview.body);
    expect(fake.requests[0]!.path).toBe(`/v1${preview.path}`);
    expect(() => spending.previewRequest.run(tenant, { ...input, credential: inline })).toThrow(/no credential/);
  });

  it('of too much says so instead of failing', () => {
    const messages = [{ role: 'user' as const, content: 'word '.repeat(200_000) }];
    expect(spending.previewRequest.run(tenant, ask({ messages })).fits).toBe(false);
  });
});

it('a saved prompt runs on its own model or on another', async () => {
  const saved: SavedPrompt = {
    tenant: 'tenant-1',
    name: 'capital',
    version: 1,
    model: 'plain/small',
    createdAt: new Date(),
    template: {
      system: 'Be brief.',
      user: 'The capital of {{country}}?',
      demonstrations: [],
      parameters: { temperature: 0 },
    },
  };
  const find: PromptStore['find'] = async (owner, name) =>
    owner === 'tenant-1' && name === 'capital' ? saved : undefined;
  const runPrompt = new RunPrompt({ prompts: { find } as PromptStore, generate: spending.generate });
  const run = { name: 'capital', inputs: { country: 'France' }, credential: inline };
  expect((await runPrompt.run(tenant, run)).model).toBe('plain/small');
  expect(fake.requests[0]!.body).toMatchObject({
    model: 'small',
    temperature: 0,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'The capital of France?' },
    ],
  });
  expect((await runPrompt.run(tenant, { ...run, model: 'plain/large' })).model).toBe('plain/large');
  await expect(runPrompt.run(tenant, { ...run, inputs: {} })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(runPrompt.run(callerNamed('tenant-2'), run)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('models are listed in pages, by what is asked of them', () => {
  const list = new ListModels(spending);
  const first = list.run(null, { first: 3 });
  expect(first).toMatchObject({ hasNextPage: true, totalCount: 8 });
  const second = list.run(null, { first: 100, after: first.items.at(-1)!.cursor });
  expect(second).toMatchObject({ hasNextPage: false });
  const refs = [...first.items, ...second.items].map(({ item }) => item.model.ref);
  expect(new Set(refs).size).toBe(8);
  const count = (filter: object) => list.run(filter, { first: 100 }).totalCount;
  expect(count({ providers: ['plain'] })).toBe(2);
  expect(count({ search: 'LARGE' })).toBe(4);
  expect(count({ features: ['streaming'] })).toBe(8);
  expect(count({ features: ['vision'] })).toBe(0);
  expect(count({ minContextWindow: 100_001 })).toBe(0);
  expect(count({ maxInputPerMillion: 0.5 })).toBe(0);
});
