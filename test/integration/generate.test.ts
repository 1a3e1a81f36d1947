import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PromptStore, SavedPrompt } from '../../src/prompts/prompt-store.js';
import type { GenerateInput } from '../../src/use-cases/generate-input.js';
import { ListModels } from '../../src/use-cases/list-models.js';
import { ReportUsage } from '../../src/use-cases/report-usage.js';
import { RunPrompt } from '../../src/use-cases/run-prompt.js';
import { GenerateSetting, ask, inline, tenant } from '../support/generate-setting.js';
import { plainAdapter, plainProvider } from '../support/plain-provider.js';
import { callerNamed, spendingWith } from '../support/spending.js';

const setting = new GenerateSetting();
beforeEach(() => setting.start());
afterEach(() => setting.close());

describe('bad input', () => {
  const message = { role: 'user' as const, content: 'canary' };
  const cases: [string, Partial<GenerateInput>, string][] = [
    ['no messages', { messages: [] }, 'messages'],
    ['too many messages', { messages: Array.from({ length: 1_001 }, () => message) }, 'messages'],
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
    ['an option that asks other models', { providerOptions: { plain: { models: ['canary'] } } }, 'providerOptions'],
    ['an option that asks for more answers', { providerOptions: { plain: { best_of: 9 } } }, 'providerOptions'],
    ['options that are none', { providerOptions: { plain: 'canary' } }, 'providerOptions.plain'],
    ['a key with a line break', { credential: { provider: 'plain', apiKey: 'canary\nX: y' } }, 'apiKey'],
  ];
  it.each(cases)('%s is told by its field, without its value, and costs nothing', async (_name, changes, field) => {
    const work = setting.spending.generate.run(tenant, ask({ credential: inline, ...changes }));
    const error = await work.catch((thrown: unknown) => thrown as Error & { code: string });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((error as Error).message).toContain(field);
    expect((error as Error).message).not.toContain('canary');
    expect(setting.fake.requests).toHaveLength(0);
    expect(setting.spending.ledger.entries).toHaveLength(0);
  });

  it('an unknown model, and a key in the header with a line break', async () => {
    for (const model of ['nonsense', 'nobody/small']) {
      await expect(setting.spending.generate.run(tenant, ask({ model }))).rejects.toMatchObject({
        code: 'UNKNOWN_MODEL',
      });
    }
    const broken = setting.spending.generate.run(callerNamed('tenant-1', 'a\r\nb'), ask());
    await expect(broken).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('an answer', () => {
  it('has its cost, with nothing paid by the operator', async () => {
    const { cost, usage, attempts, latency } = await setting.spending.generate.run(tenant, ask({ credential: inline }));
    expect(cost).toMatchObject({ platform: 0 });
    expect(cost!.total).toBeCloseTo((usage.inputTokens + 2 * usage.outputTokens) / 1e6, 12);
    expect(usage.totalTokens).toBe(usage.inputTokens + usage.outputTokens);
    expect(attempts).toHaveLength(1);
    expect(latency.overheadMs).toBeLessThan(latency.totalMs);
    const unpriced = await setting.spending.generate.run(tenant, ask({ credential: inline, model: 'plain/unlisted' }));
    expect(unpriced.cost).toBeNull();
    const report = await new ReportUsage(setting.spending).run(tenant, { groupBy: ['provider'] });
    expect(report.rows).toHaveLength(1);
    expect(report.total).toMatchObject({ calls: 2, unpricedCalls: 1, cost: { platform: 0 } });
    expect(report.total.cost!.total).toBeCloseTo(cost!.total, 12);
    expect((await new ReportUsage(setting.spending).run(callerNamed('tenant-2'), {})).total.calls).toBe(0);
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
    await setting.start({ answer: () => text });
    const responseFormat = { kind: 'json-schema' as const, schema };
    const answer = await setting.spending.generate.run(tenant, ask({ credential: inline, responseFormat }));
    expect(answer.json).toEqual(json);
    expect(answer.text).toBe(text);
    const reports = answer.adaptations.filter(
      ({ parameter, action }) => parameter === 'responseFormat' && action === 'reported',
    );
    expect(reports).toHaveLength(json === null ? 1 : 0);
    expect(setting.spending.ledger.entries[0]!.settlement!.kind).toBe('answered');
  });

  it('with tool calls has ids of ours, and the provider’s go back to the provider', async () => {
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
    setting.spending = spendingWith([plainProvider({ credentialFields, auth }, adapter)]);
    const [one, two] = [
      await setting.spending.generate.run(tenant, ask()),
      await setting.spending.generate.run(tenant, ask()),
    ];
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
    const seen = JSON.parse((await setting.spending.generate.run(tenant, ask({ messages }))).text);
    expect(seen[1].toolCalls.map(({ id }: { id: string }) => id)).toEqual(['call/0:ö', ids[1]]);
    expect(seen.slice(2).map(({ toolCallId }: { toolCallId: string }) => toolCallId)).toEqual([
      'call/0:ö',
      ids[1],
      'own-id',
    ]);
  });
});

describe('a preview', () => {
  it('is what is sent, without a key and without a call', async () => {
    const input = ask({
      parameters: { temperature: 0.5, maxOutputTokens: 10 },
      providerOptions: { plain: { extra: 1 } },
    });
    const preview = await setting.spending.previewRequest.run(tenant, input);
    expect(preview).toMatchObject({
      method: 'POST',
      path: '/chat/completions',
      fits: true,
      model: { ref: 'plain/small' },
    });
    expect(preview.estimatedCost).toMatchObject({ output: 20 / 1e6, platform: 0 });
    expect(setting.fake.requests).toHaveLength(0);
    await setting.spending.generate.run(tenant, { ...input, credential: inline });
    expect(setting.fake.requests[0]!.body).toEqual(preview.body);
    expect(setting.fake.requests[0]!.path).toBe(`/v1${preview.path}`);
    await expect(setting.spending.previewRequest.run(tenant, { ...input, credential: inline })).rejects.toThrow(
      /no credential/,
    );
  });

  it('of too much says so instead of failing', async () => {
    const messages = [{ role: 'user' as const, content: 'word '.repeat(200_000) }];
    expect((await setting.spending.previewRequest.run(tenant, ask({ messages }))).fits).toBe(false);
  });
});

it('a saved prompt runs on its own model or on another', async () => {
  let saved: SavedPrompt = {
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
  const labelled: PromptStore['labelled'] = async () => undefined;
  const runPrompt = new RunPrompt({ prompts: { find, labelled } as PromptStore, generate: setting.spending.generate });
  const run = { name: 'capital', inputs: { country: 'France' }, credential: inline };
  expect((await runPrompt.run(tenant, run)).model).toBe('plain/small');
  expect(setting.fake.requests[0]!.body).toMatchObject({
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

  // Answered already, whatever has become of the prompt since.
  const once = { ...run, idempotencyKey: 'once' };
  const first = await runPrompt.run(tenant, once);
  saved = { ...saved, version: 2, template: { ...saved.template, user: 'The capital of {{land}}?' } };
  expect((await runPrompt.run(tenant, once)).id).toBe(first.id);
  await expect(runPrompt.run(tenant, run)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

it('models are listed in pages, by what is asked of them', () => {
  const list = new ListModels({ ...setting.spending, clock: { now: Date.now } });
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
