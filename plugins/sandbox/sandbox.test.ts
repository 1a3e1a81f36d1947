import { describe, expect, test } from '@jest/globals';
import type { CompletionRequest, ProviderCall } from 'byom/sdk';
import { describePlugin } from '../../test/support/describe-plugin.js';
import { conformance } from './fixtures/conformance.js';
import sandbox from './index.js';

describePlugin(sandbox, conformance);

const adapter = sandbox.connect({
  resolve: () => {
    throw new Error('needs nothing of the host');
  },
});
const call = (rest: Partial<ProviderCall> = {}): ProviderCall => ({
  fetch: () => {
    throw new Error('nothing may be sent');
  },
  baseUrl: sandbox.baseUrl ?? '',
  fields: {},
  signal: new AbortController().signal,
  ...rest,
});
const request = (rest: Partial<CompletionRequest> = {}): CompletionRequest => ({
  model: 'simulated-large',
  messages: [
    { role: 'system', content: 'Answer with one of: refund, delivery. Only the label.' },
    { role: 'user', content: 'My refund is late' },
  ],
  parameters: {},
  ...rest,
});

describe('the sandbox provider', () => {
  test('says that it is a simulation wherever it is named', () => {
    expect(sandbox.name).toMatch(/simulated, not a language model/i);
    expect(sandbox.description).toMatch(/understands nothing/);
    expect(sandbox.quirks?.map((quirk) => quirk.description).join(' ')).toMatch(/no language model answers/);
  });

  test('needs no credential and costs nothing', () => {
    expect(sandbox.auth).toEqual({ kind: 'none' });
    expect(sandbox.credentialFields).toEqual([]);
    for (const model of sandbox.models.filter((one) => 'price' in one))
      expect(model.price).toEqual({ input: 0, output: 0 });
  });

  test('answers without sending anything, and counts tokens', async () => {
    const completion = await adapter.complete(request(), call());
    expect(completion.choices).toEqual([{ text: 'refund', finishReason: 'stop', toolCalls: [] }]);
    expect(completion.usage?.inputTokens).toBeGreaterThan(10);
    expect(completion.usage?.outputTokens).toBe(2);
  });

  test('gives the same answer to the same request', async () => {
    const bare = request({ messages: [{ role: 'user', content: 'What do I do with a broken kettle?' }] });
    const answers = await Promise.all([1, 2, 3].map(() => adapter.complete(bare, call())));
    expect(new Set(answers.map((answer) => answer.choices[0]?.text)).size).toBe(1);
  });

  test('streams the answer in words that join to the whole', async () => {
    const pieces: string[] = [];
    const bare = request({ messages: [{ role: 'user', content: 'What do I do with a broken kettle?' }] });
    const completion = await adapter.complete(bare, call({ onDelta: (delta) => pieces.push(delta.text ?? '') }));
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join('')).toBe(completion.choices[0]?.text);
  });

  test('respects the output limit and stop sequences', async () => {
    const bare = { messages: [{ role: 'user' as const, content: 'What do I do with a broken kettle?' }] };
    const short = await adapter.complete(request({ ...bare, parameters: { maxOutputTokens: 2 } }), call());
    expect(short.choices[0]).toMatchObject({ text: 'Thank yo', finishReason: 'length' });
    const stopped = await adapter.complete(request({ ...bare, parameters: { stop: ['!'] } }), call());
    expect(stopped.choices[0]).toMatchObject({ text: 'Thank you for your message', finishReason: 'stop' });
  });

  test('ends at once when nobody wants the answer any more', async () => {
    const gone = new AbortController();
    const slow = adapter.complete(request({ providerOptions: { latencyMs: 60_000 } }), call({ signal: gone.signal }));
    gone.abort();
    await expect(slow).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('replies in JSON where a response format asks for it', async () => {
    const schema = { type: 'object', properties: { mail: { type: 'string' } } };
    const messages = [
      { role: 'system' as const, content: 'Fill in the form.\n- mail: the e-mail address' },
      { role: 'user' as const, content: 'Write to ann@example.org please' },
    ];
    const completion = await adapter.complete(
      request({ messages, responseFormat: { kind: 'json-schema', schema } }),
      call(),
    );
    expect(JSON.parse(completion.choices[0]?.text ?? '')).toEqual({ mail: 'ann@example.org' });
  });

  test('previews what it takes', () => {
    const prepared = adapter.prepare(request({ parameters: { temperature: 0.5, seed: 3 } }), { stream: false });
    expect(prepared).toMatchObject({ method: 'POST', path: '/simulate', body: { temperature: 0.5, seed: 3 } });
  });
});
