import { afterEach, describe, expect, it } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AnswerCleaner } from '../../src/egress/answer-cleaner.js';
import {
  ByomError,
  ProviderError,
  type Completion,
  type CompletionDelta,
  type DeclaredAuth,
} from '../../src/sdk/index.js';
import type { RouteAuth } from '../../src/egress/authenticated-headers.js';
import { MetricWebhook } from '../../src/use-cases/optimization/metric-webhook.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { EgressSetting, canary, post, routeTo } from '../support/egress-setting.js';
import { InMemoryMetricScoreStore } from '../support/in-memory-metric-score-store.js';

const setting = new EgressSetting();
afterEach(() => setting.close());

const aws = {
  accessKeyId: 'AKIAcanary0123456789',
  secretAccessKey: 'canary/secret+access/key0123456789abcdef',
  sessionToken: 'FwoGcanary//session+token=='.repeat(20),
};
const sigv4: DeclaredAuth = { kind: 'aws-sigv4', service: 'bedrock', region: 'region' };
const hmac: DeclaredAuth = {
  kind: 'hmac',
  algorithm: 'sha512',
  secret: 'signingKey',
  signs: '{method}\n{path}\n{body}',
  headers: { authorization: 'ACME {signature}' },
  encoding: 'base64',
};
/** Sends back every header that it was sent, one way or the other. */
const echo = (request: IncomingMessage, response: ServerResponse) => {
  const sent = request.rawHeaders.join('\n');
  response.setHeader('x-echo', Buffer.from(sent).toString('base64'));
  response.end(`${sent}\n${encodeURIComponent(sent)}\n${JSON.stringify(request.rawHeaders)}`);
};

describe('what is derived of a secret', () => {
  it.each<[string, RouteAuth, Record<string, string>]>([
    ['a signature of AWS', sigv4, aws],
    ['a signature of a provider’s own', hmac, { signingKey: 'canary-signing-key-0123456789' }],
    ['the signature of a webhook', { kind: 'signature' }, { secret: 'canary-webhook-secret-0123456789' }],
  ])('is shown to nobody either: %s', async (_, auth, secrets) => {
    const server = await setting.serve(echo);
    const attempt = setting.egress().attemptFetch({
      credential: { origin: server.origin, secret: new TenantSecret(() => secrets), fields: { region: 'eu-west-1' } },
      auth,
      signal: new AbortController().signal,
    });
    const response = await post(attempt.fetch, server.origin);
    const seen = [await response.text(), ...[...response.headers.entries()].flat()].join('\n');
    const { authorization = '', 'x-byom-signature': signed = '' } = server.requests[0]!.headers as Record<
      string,
      string
    >;
    const signature = /(?:Signature=|ACME |v1=)([^ ,]{32,})$/.exec(authorization || signed)![1]!;
    for (const secret of [signature, ...Object.values(secrets)]) {
      expect(seen).not.toContain(secret);
      expect(seen).not.toContain(encodeURIComponent(secret));
      expect(seen).not.toContain(Buffer.from(secret).toString('base64').slice(4, -4));
    }
    expect(seen).toContain('[redacted]');
  });

  it('is not made at all without all that it is made of', async () => {
    const server = await setting.serve(echo);
    const { secretAccessKey: _, ...some } = aws;
    for (const secrets of [some, { secretAccessKey: aws.secretAccessKey }, {}]) {
      const secret = new TenantSecret(() => secrets as Record<string, string>);
      const credential = { origin: server.origin, secret, fields: { region: 'eu-west-1' } };
      const { signal } = new AbortController();
      const attempt = setting.egress().attemptFetch({ credential, auth: sigv4, signal });
      await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({ code: 'NO_CREDENTIAL' });
    }
    expect(server.connections).toBe(0);
  });
});

it('a request without any secret is sent only where none is needed', async () => {
  const server = await setting.serve((_, response) => response.end('{}'));
  const credential = { origin: server.origin, secret: null };
  const bare = { ...routeTo(server.origin), credential };
  await expect(post(setting.egress().attemptFetch(bare).fetch, server.origin)).rejects.toMatchObject({
    code: 'NO_CREDENTIAL',
  });
  expect(server.connections).toBe(0);
  await post(setting.egress().attemptFetch({ ...bare, keyless: true }).fetch, server.origin);
  expect(server.requests[0]!.headers.authorization).toBeUndefined();
});

describe('what a plugin has read of an answer', () => {
  const cleaner = new AnswerCleaner();
  cleaner.lookFor([canary]);
  const completion = (changes: object): Completion =>
    ({ choices: [{ text: 'Hi', finishReason: 'stop', toolCalls: [], ...changes }] }) as unknown as Completion;

  it('is told as it is where there is nothing to clean', () => {
    const clean = completion({ toolCalls: [{ id: '1', name: 'look', arguments: { deep: [1, null, 'x'] } }] });
    expect(cleaner.completion(clean)).toBe(clean);
    const error = new ProviderError('RATE_LIMITED', 'Wait.', { requestId: 'r1', retryAfterMs: 5 });
    expect(cleaner.error(error)).toBe(error);
  });

  it('shows the key in no field, name, argument or report, and no log probabilities that would spell it', () => {
    const clean = cleaner.completion({
      ...completion({
        text: `Your key is ${canary}`,
        reasoning: canary,
        logprobs: Array.from('sk-canary', (token) => ({ token })),
        toolCalls: [{ id: canary, name: canary, arguments: { [canary]: [{ x: canary.toUpperCase() }] } }],
      }),
      providerRequestId: canary,
      reports: [{ quirk: canary, parameter: canary, reason: canary, lossless: true }],
    });
    expect(JSON.stringify(clean).toLowerCase()).not.toContain(canary);
    expect(clean.choices[0]).not.toHaveProperty('logprobs');
    expect(clean.choices[0]!.text).toBe('Your key is [redacted]');
  });

  it('shows the key in no failure, nor in what caused it, and says the same otherwise', () => {
    const cause = new SyntaxError(`Unexpected token in ${canary}`, { cause: new ByomError('INTERNAL', canary) });
    const clean = cleaner.error(
      new ProviderError('RATE_LIMITED', `No: ${canary}`, {
        cause,
        requestId: canary,
        code: canary,
        status: 429,
        retryAfterMs: 7,
        notSent: true,
        details: { nested: [{ [canary]: canary }] },
      }),
    ) as ProviderError;
    let seen = '';
    for (let at: unknown = clean; at instanceof Error; at = at.cause)
      seen += `${at.message} ${at.stack} ${JSON.stringify(at)}`;
    expect(seen).not.toContain(canary);
    expect(clean).toMatchObject({ code: 'RATE_LIMITED', message: 'No: [redacted]', retryable: true, notSent: true });
    expect(clean.failure).toMatchObject({ status: 429, retryAfterMs: 7 });
  });

  it('is told in order, each text cleaned by itself', () => {
    const told: CompletionDelta[] = [];
    const { onDelta, end } = cleaner.deltas((delta) => told.push(delta));
    onDelta({ text: `A ${canary.slice(0, 7)}` });
    onDelta({ reasoning: `B ${canary.slice(0, 20)}` });
    onDelta({ text: canary.slice(7) });
    onDelta({ reasoning: canary.slice(20) });
    onDelta({ toolArguments: { name: 'look', text: `{"k":"${canary.slice(0, 30)}` } });
    onDelta({ toolArguments: { name: 'look', text: `${canary.slice(30)}"}` } });
    onDelta({ text: 'sk' });
    onDelta({ toolCall: { id: '1', name: 'look', arguments: { k: canary } } });
    onDelta({ text: ' end s' });
    end();
    const text = told.map((delta) => delta.text ?? '').join('');
    expect(text).toBe('A [redacted]sk end s');
    expect(told.map((delta) => delta.reasoning ?? '').join('')).toBe('B [redacted]');
    expect(told.map((delta) => delta.toolArguments?.text ?? '').join('')).toBe('{"k":"[redacted]"}');
    const call = told.findIndex(({ toolCall }) => toolCall);
    expect(told[call]!.toolCall!.arguments).toEqual({ k: '[redacted]' });
    // What was held back is told before the call that stands behind it.
    expect(told[call - 1]).toEqual({ text: 'sk' });
  });

  it('is not taken where it nests without end', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(() => cleaner.value(deep)).toThrow(expect.objectContaining({ code: 'PROVIDER_PROTOCOL' }));
  });
});

it('a webhook that sends its secret back, escaped, is quoted without it', async () => {
  const secret = 'canary-webhook-secret-0123456789';
  const escaped = secret.replaceAll(/./g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const server = await setting.serve((_, response) => response.end(`{"score":0.5,"feedback":"It is ${escaped}."}`));
  const scores = new InMemoryMetricScoreStore();
  const webhook = new MetricWebhook({
    egress: setting.egress(),
    scores,
    tenant: 'tenant',
    optimization: 'run',
    concurrency: 1,
    signal: new AbortController().signal,
    secret: async () => new TenantSecret(() => ({ secret })),
  });
  const scored = await webhook.score({ url: server.origin, sealedSecret: 'x' }, { exampleId: 'e', output: 'o' });
  expect(scored).toEqual({ score: 0.5, feedback: 'It is [redacted].' });
});
