import { createHash, createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkIdempotencyKey } from '../../src/calls/check-idempotency-key.js';
import type { GenerateInput } from '../../src/use-cases/generate-input.js';
import { askedGeneration } from '../../src/use-cases/idempotency/asked-generation.js';
import { askedOptimization } from '../../src/use-cases/idempotency/asked-optimization.js';
import { RequestDigest } from '../../src/use-cases/idempotency/request-digest.js';
import type { OptimizationInput } from '../../src/use-cases/optimization/optimization-input.js';
import { requestDigest } from '../support/request-digest.js';

const apiKey = 'sk-canary-0123456789abcdef';
const digest = requestDigest();
const ofGeneration = (input: object) => digest.of('tenant', 'generate', askedGeneration({ ...generation, ...input }));
const ofRun = (input: object) => digest.of('tenant', 'prompt', askedOptimization({ ...run, ...input }));

const generation: GenerateInput = {
  model: 'openai/gpt-4o-mini',
  messages: [{ role: 'user', content: 'Hi' }],
  tools: [{ name: 'look', schema: { type: 'object', properties: {} } }],
  credential: { provider: 'openai', apiKey },
  idempotencyKey: 'k',
};
const run: OptimizationInput & { model: string } = {
  prompt: { user: '{{text}}' },
  model: 'openai/gpt-4o-mini',
  dataset: { examples: [{ inputs: { text: 'a', other: null }, expected: null }] },
  metric: { kind: 'webhook', url: 'https://x.example', secret: 'a-secret-of-a-webhook' },
  budget: { maxCalls: 10 },
  credentials: [{ provider: 'openai', apiKey }, { id: 'c' }],
};

/** The same value with the fields of every object in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, reversed(field)]),
  );
}

describe('the same request', () => {
  test.each<[string, object]>([
    ['another idempotency key', { idempotencyKey: 'other' }],
    ['defaults spelt out', { onUnsupported: 'adapt', onOverflow: 'reject', responseFormat: { kind: 'text' } }],
    ['nulls for what is left out', { parameters: null, fallbacks: null, endUser: null, toolChoice: null }],
    ['empty lists and objects', { fallbacks: [], parameters: {}, providerOptions: {} }],
    ['parameters of null', { parameters: { temperature: null, seed: null } }],
    ['a message of nulls', { messages: [{ role: 'user', content: 'Hi', name: null, images: [], cache: false }] }],
    ['a tool without a description', { tools: [{ ...generation.tools![0], description: null }] }],
    ['a key that was replaced meanwhile', { credential: { provider: 'openai', apiKey: 'sk-another' } }],
  ])('is one with %s', (_, change) => {
    expect(ofGeneration(change)).toBe(ofGeneration({}));
    expect(digest.of('tenant', 'generate', askedGeneration(reversed({ ...generation, ...change }) as never))).toBe(
      ofGeneration({}),
    );
  });

  test.each<[string, object]>([
    ['another model', { model: 'openai/gpt-4o' }],
    ['another message', { messages: [{ role: 'user', content: 'Hi ' }] }],
    ['a message more', { messages: [...generation.messages, { role: 'user', content: 'Hi' }] }],
    ['a parameter', { parameters: { temperature: 0 } }],
    ['no other keys in a schema', { tools: [{ name: 'look', schema: { type: 'object', properties: null } }] }],
    ['another payer', { credential: { id: 'c' } }],
    ['another address', { credential: { provider: 'openai', apiKey, baseUrl: 'https://x.example' } }],
    ['REJECT', { onUnsupported: 'reject' }],
    ['a fallback', { fallbacks: ['groq/x'] }],
  ])('is not one with %s', (_, change) => {
    expect(ofGeneration(change)).not.toBe(ofGeneration({}));
  });

  test.each<[string, object]>([
    ['another idempotency key', { idempotencyKey: 'other' }],
    ['defaults spelt out', { strategy: 'auto', promote: false, startPaused: false, seed: undefined }],
    ['the default concurrency', { budget: { maxCalls: 10, maxConcurrency: 8, maxUsd: null } }],
    ['keys that were replaced, in another order', { credentials: [{ id: 'c' }, { provider: 'openai', apiKey: 'b' }] }],
    ['a secret that was replaced', { metric: { ...run.metric, secret: 'another', caseSensitive: false } }],
  ])('for a run is one with %s', (_, change) => {
    expect(ofRun(change)).toBe(ofRun({}));
    expect(digest.of('tenant', 'prompt', askedOptimization(reversed({ ...run, ...change }) as never))).toBe(ofRun({}));
  });

  test.each<[string, object]>([
    ['another budget', { budget: { maxCalls: 11 } }],
    ['a seed', { seed: 0 }],
    ['a null less in an example', { dataset: { examples: [{ inputs: { text: 'a' }, expected: null }] } }],
    ['a metric without its secret', { metric: { kind: 'webhook', url: 'https://x.example' } }],
    ['a start that is paused', { startPaused: true }],
  ])('for a run is not one with %s', (_, change) => {
    expect(ofRun(change)).not.toBe(ofRun({}));
  });
});

describe('its digest', () => {
  test('confirms no guess to whoever reads the database, and no key is in it at all', () => {
    const asked = askedGeneration(generation);
    expect(JSON.stringify([asked, askedOptimization(run)])).not.toMatch(/canary|a-secret/);
    const text = JSON.stringify(['tenant', 'generate', asked]);
    expect(digest.of('tenant', 'generate', asked)).not.toBe(createHash('sha256').update(text).digest('hex'));
    const elsewhere = new RequestDigest(createSecretKey(Buffer.alloc(32, 8)));
    expect(elsewhere.of('tenant', 'generate', asked)).not.toBe(digest.of('tenant', 'generate', asked));
  });

  test('is another for another tenant or operation, whatever is asked', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
        const asked = { json };
        const digests = [
          digest.of('a', 'generate', asked),
          digest.of('b', 'generate', asked),
          digest.of('a', 'runPrompt', asked),
        ];
        expect(new Set(digests).size).toBe(3);
        expect(digest.of('a', 'generate', reversed(asked) as object)).toBe(digests[0]);
      }),
    );
  });
});

test('an idempotency key has 1 to 255 characters that can be seen and stored', () => {
  for (const fit of ['k', 'x'.repeat(255), '🙂'.repeat(255), 'a b/c:ü']) checkIdempotencyKey(fit);
  for (const odd of ['', 'x'.repeat(256), 'a\0', 'a\nb', '\u007f', '\ud800', 'a\u0085']) {
    expect(() => checkIdempotencyKey(odd)).toThrow(/1 to 255 characters/);
  }
});
