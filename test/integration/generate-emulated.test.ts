import { afterEach, describe, expect, it } from '@jest/globals';
import anthropic from '../../plugins/anthropic/index.js';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { Quirk } from '../../src/sdk/index.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../support/fake-provider.js';
import { ask, inline, tenant } from '../support/generate-setting.js';
import { plainProvider } from '../support/plain-provider.js';
import { spendingWith, type Spending } from '../support/spending.js';

let fake: FakeProvider;
let spending: Spending;
afterEach(async () => {
  await spending.egress.close();
  await fake.close();
});

/** A provider with these quirks, and what it answers. */
async function provider(quirks: readonly Quirk[], answer: FakeProviderOptions['answer']): Promise<void> {
  fake = await startFakeProvider({ dialect: 'compatible', answer });
  spending = spendingWith([plainProvider({ baseUrl: fake.url, quirks }, openAICompatible())]);
}

const schema = {
  type: 'object',
  properties: { name: { type: 'string' }, nick: { type: 'string' } },
  required: ['name'],
  additionalProperties: false,
};
const responseFormat = { kind: 'json-schema' as const, name: 'person', schema };
const personCall = { toolCalls: [{ id: 'c1', name: 'person', arguments: { name: 'Ada' } }] };

describe('JSON by a schema from a model that has no such format', () => {
  const quirks: readonly Quirk[] = [{ kind: 'format-by-tool', formats: ['json-schema'] }];

  it('is had by a forced tool, checked, and told as an adaptation', async () => {
    await provider(quirks, () => personCall);
    const generation = await spending.generate.run(tenant, ask({ credential: inline, responseFormat }));
    expect(generation).toMatchObject({ json: { name: 'Ada' }, text: '{"name":"Ada"}', finishReason: 'stop' });
    expect(generation.toolCalls).toEqual([]);
    expect(generation.adaptations.map(({ parameter, action }) => [parameter, action])).toEqual([
      ['responseFormat', 'converted'],
      ['tools', 'inserted'],
      ['toolChoice', 'inserted'],
    ]);
    const { body } = fake.requests[0]!;
    expect(body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'person', parameters: schema } }],
      tool_choice: { type: 'function', function: { name: 'person' } },
    });
    expect(body).not.toHaveProperty('response_format');
  });

  it('is checked all the same', async () => {
    await provider(quirks, () => ({ toolCalls: [{ id: 'c1', name: 'person', arguments: { nick: 1 } }] }));
    const generation = await spending.generate.run(tenant, ask({ credential: inline, responseFormat }));
    expect(generation.json).toBeNull();
    expect(generation.adaptations.at(-1)).toMatchObject({ parameter: 'responseFormat', action: 'reported' });
  });

  it('streams as text', async () => {
    await provider(quirks, () => personCall);
    const told: string[] = [];
    for await (const { delta, generation } of spending.generate.stream(
      tenant,
      ask({ credential: inline, responseFormat, idempotencyKey: 'k' }),
    )) {
      expect(delta?.toolCall).toBeUndefined();
      if (delta?.text !== undefined) told.push(delta.text);
      if (generation) expect(generation).toMatchObject({ json: { name: 'Ada' }, text: told.join('') });
    }
    expect(told.join('')).toBe('{"name":"Ada"}');
  });
});

it('an answer had by a tool of Claude streams as text in the pieces that come', async () => {
  fake = await startFakeProvider({ dialect: 'anthropic', answer: () => personCall });
  const host = {
    resolve: () => {
      throw new Error('needs nothing of the host');
    },
  };
  spending = spendingWith([plainProvider({ ...anthropic, baseUrl: fake.url }, anthropic.connect(host))]);
  const input = ask({
    model: 'anthropic/claude-opus-4-20250514',
    credential: { provider: 'anthropic', apiKey: inline.apiKey },
    responseFormat,
    idempotencyKey: 'k',
  });
  const told: string[] = [];
  for await (const { delta, generation } of spending.generate.stream(tenant, input)) {
    expect(delta?.toolCall).toBeUndefined();
    if (delta?.text !== undefined) told.push(delta.text);
    if (generation) expect(generation).toMatchObject({ json: { name: 'Ada' }, text: told.join('') });
  }
  expect(told.length).toBeGreaterThan(1);
  expect(fake.requests[0]!.body).toMatchObject({ tool_choice: { type: 'tool', name: 'person' } });
});

it('JSON with every property required has no nulls in the place of what was optional', async () => {
  await provider(
    [{ kind: 'strict-schema', of: 'response-format', allRequired: true }],
    () => '{"name":"Ada","nick":null}',
  );
  const generation = await spending.generate.run(tenant, ask({ credential: inline, responseFormat }));
  expect(generation.json).toEqual({ name: 'Ada' });
  expect(fake.requests[0]!.body).toMatchObject({
    response_format: { json_schema: { schema: { required: ['name', 'nick'] } } },
  });
});

it('a model that does not stream is asked for the whole, which is then told', async () => {
  await provider([{ kind: 'unsupported-feature', feature: 'streaming' }], () => 'Paris');
  const events = [];
  const input = ask({ credential: inline, idempotencyKey: 'k' });
  for await (const event of spending.generate.stream(tenant, input)) events.push(event);
  expect(events[0]).toEqual({ delta: { text: 'Paris' } });
  expect(events.at(-1)?.generation?.adaptations).toMatchObject([{ parameter: 'stream', action: 'dropped' }]);
  expect(fake.requests[0]!.body).not.toHaveProperty('stream');
});

it('what a model cannot do fails before anything is sent or reserved', async () => {
  await provider([{ kind: 'unsupported-feature', feature: 'tools' }], () => 'Paris');
  const asked = spending.generate.run(tenant, ask({ credential: inline, tools: [{ name: 'f', schema: {} }] }));
  await expect(asked).rejects.toMatchObject({ code: 'UNSUPPORTED_FEATURE' });
  expect(fake.requests).toEqual([]);
  expect(spending.ledger.entries).toEqual([]);
});
