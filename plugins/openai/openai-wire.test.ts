import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompletionDelta, CompletionRequest } from 'byom/sdk';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import { adaptedFor, crowded, meetsExpectation } from '../../test/support/body-expectation.js';
import { declaredQuirks } from '../../test/support/declared-quirks.js';
import { canary } from '../../test/support/egress-setting.js';
import { openaiBodies } from '../../test/support/openai-bodies.js';
import { ProviderOverHttp } from '../../test/support/provider-over-http.js';
import openai from './index.js';
import { openaiAdapter } from './openai-adapter.js';

const adapter = openaiAdapter();
const cases = openaiBodies.map((one, index) => [`${index}: ${one.model}`, one] as const);
const adapted = (model: string, asked: Partial<CompletionRequest> = {}) => adaptedFor(openai, { model, asked }).request;

describe('the declaration', () => {
  it('is well-formed, with an id, a source and a date for each quirk', () => {
    expect(checkDefinition(openai)).toBe(openai);
    expect(declaredQuirks(openai).filter(({ id, source, asOf }) => !id || !source || !asOf)).toEqual([]);
    for (const model of listedModels(openai)) expect(model).toMatchObject({ contextWindow: expect.any(Number) });
  });

  it('lists no model of its own: the catalogue does', () => {
    const ids = openai.models.flatMap(({ matches }) => matches).filter((id) => !id.includes('*'));
    expect(ids).toEqual([]);
  });

  it.each(cases)('sends for %s', (_, one) => meetsExpectation(openai, adapter, one));
});

describe('over HTTP', () => {
  const over = new ProviderOverHttp(openai, adapter, 'openai');
  afterEach(() => over.close());

  it.each(cases)('is taken by an API that refuses what the real one does: %s', async (_, one) => {
    const { fake, answer } = await over.call({}, adaptedFor(openai, one).request);
    await expect(answer).resolves.toMatchObject({ providerRequestId: 'req_fake-1' });
    expect(fake.requests[0]?.body).toEqual({ model: one.model, ...one.sent });
  });

  it('would be refused unadapted', async () => {
    const { answer } = await over.call({}, { ...crowded, model: 'gpt-5-mini' });
    await expect(answer).rejects.toMatchObject({ code: 'PROVIDER_REJECTED', failure: { status: 400 } });
  });

  it('answers whole and streamed alike, with totals that hold their details', async () => {
    const answer = () => ({
      text: 'Bonjour à tous',
      reasoning: 'Think.',
      toolCalls: [{ id: 'call_1', name: 'look', arguments: { deep: [1, 'zwei'] } }],
      usage: { input: 20, cached: 8, output: 9, reasoning: 4 },
    });
    const whole = await (await over.call({ answer }, adapted('gpt-4o-mini'))).answer;
    const deltas: CompletionDelta[] = [];
    const streamed = await (await over.call({ answer }, adapted('gpt-4o-mini'), (delta) => deltas.push(delta))).answer;
    expect(whole.choices[0]).toMatchObject({ text: 'Bonjour à tous', finishReason: 'tool-calls', reasoning: 'Think.' });
    expect(streamed.choices).toEqual(whole.choices);
    expect(streamed.usage).toEqual(whole.usage);
    expect(whole.usage).toEqual({ inputTokens: 20, cachedInputTokens: 8, outputTokens: 9, reasoningTokens: 4 });
    expect(deltas.map(({ text = '' }) => text).join('')).toBe('Bonjour à tous');
  });

  it('tells a refusal from an answer', async () => {
    for (const onDelta of [undefined, () => undefined]) {
      const { answer } = await over.call({ answer: () => ({ refusal: 'I cannot.' }) }, adapted('gpt-4o-mini'), onDelta);
      expect((await answer).choices[0]).toMatchObject({ text: 'I cannot.', finishReason: 'refusal' });
    }
  });

  it('sends what it shows, once, with the key and nothing of the environment', async () => {
    const kept = { ...process.env };
    Object.assign(process.env, {
      OPENAI_API_KEY: 'leaked-key',
      OPENAI_ADMIN_KEY: 'leaked-admin',
      OPENAI_ORG_ID: 'leaked-org',
      OPENAI_PROJECT_ID: 'leaked-project',
      OPENAI_BASE_URL: 'http://127.0.0.1:9',
      OPENAI_CUSTOM_HEADERS: 'x-leaked: leaked-header\nuser-agent: leaked-agent',
      OPENAI_LOG: 'debug',
    });
    try {
      const poisoned = new ProviderOverHttp(openai, openaiAdapter(), 'openai');
      const request = adapted('gpt-4o-mini', crowded);
      const { fake, answer } = await poisoned.call({}, request);
      await expect(answer).resolves.toMatchObject({ choices: [{ text: 'Two.' }] });
      expect(fake.requests).toHaveLength(1);
      expect(fake.requests[0]?.body).toEqual(adapter.prepare(request, { stream: false }).body);
      expect(fake.requests[0]?.headers.authorization).toBe(`Bearer ${canary}`);
      expect(JSON.stringify(fake.requests)).not.toMatch(/leaked|stainless|set-by-the-host/);
      await poisoned.close();
    } finally {
      process.env = kept;
    }
  });

  it('keeps the calls of one client apart', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `call ${index}`);
    const answers = await Promise.all(
      texts.map(async (content) => {
        const request = adapted('gpt-4o-mini', { messages: [{ role: 'user', content }] });
        return (await over.call({ latencyMs: 5 }, request)).answer;
      }),
    );
    expect(answers.map(({ choices }) => choices[0]?.text)).toEqual(texts);
  });

  const error = (status: number, code: string | null, type = 'invalid_request_error') => ({
    status,
    body: { error: { message: 'secret text', type, param: 'model', code } },
  });
  it.each([
    [error(429, 'insufficient_quota', 'insufficient_quota'), 'QUOTA_EXHAUSTED'],
    [error(429, 'credit_balance_exhausted'), 'QUOTA_EXHAUSTED'],
    [error(429, 'rate_limit_exceeded', 'requests'), 'RATE_LIMITED'],
    [error(400, 'context_length_exceeded'), 'CONTEXT_WINDOW_EXCEEDED'],
    [error(401, 'invalid_api_key'), 'CREDENTIAL_INVALID'],
    [error(403, 'permission_denied'), 'CREDENTIAL_INVALID'],
    [error(404, 'model_not_found'), 'UNKNOWN_MODEL'],
    [error(400, 'unsupported_value'), 'PROVIDER_REJECTED'],
    [error(500, null, 'server_error'), 'PROVIDER_OVERLOADED'],
    ['error-200', 'PROVIDER_PROTOCOL'],
    ['html', 'PROVIDER_PROTOCOL'],
    ['null', 'PROVIDER_PROTOCOL'],
    ['empty', 'PROVIDER_PROTOCOL'],
    ['truncated', 'PROVIDER_PROTOCOL'],
    ['no-choices', 'PROVIDER_PROTOCOL'],
  ] as const)('fails typed, whole and streamed, without a word of the provider: %j', async (fault, code) => {
    for (const onDelta of [undefined, () => undefined]) {
      const { fake, answer } = await over.call({ fault: () => fault }, adapted('gpt-4o-mini'), onDelta);
      const failed: unknown = await answer.catch((thrown: unknown) => thrown);
      expect(failed).toMatchObject({ code });
      expect(`${String(failed)} ${JSON.stringify(failed)}`).not.toMatch(/secret text|nobody should/);
      expect(fake.requests).toHaveLength(1);
    }
  });

  it('fails typed in the middle of a stream', async () => {
    const { answer } = await over.call({ fault: () => 'error-in-stream' }, adapted('gpt-4o-mini'), () => undefined);
    await expect(answer).rejects.toMatchObject({ code: 'PROVIDER_OVERLOADED' });
  });
});
