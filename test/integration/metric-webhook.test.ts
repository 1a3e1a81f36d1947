import { afterEach, describe, expect, test } from '@jest/globals';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { MetricWebhook, type MetricWebhookDeps } from '../../src/use-cases/optimization/metric-webhook.js';
import { EgressSetting } from '../support/egress-setting.js';
import { InMemoryMetricScoreStore } from '../support/in-memory-metric-score-store.js';
import {
  isSigned,
  startWebhookReceiver,
  type WebhookReceiver,
  type WebhookReply,
} from '../support/webhook-receiver.js';

const secret = 'canary-secret-of-this-test';
const setting = new EgressSetting();
const receivers: WebhookReceiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  await setting.close();
});

async function receiverThat(...replies: readonly (WebhookReply | 'hang')[]): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver((_, n) => replies[Math.min(n, replies.length) - 1]!);
  receivers.push(receiver);
  return receiver;
}

const webhookOf = (changes: Partial<MetricWebhookDeps> = {}) =>
  new MetricWebhook({
    egress: setting.egress(),
    scores: new InMemoryMetricScoreStore(),
    tenant: 'tenant',
    optimization: 'run',
    concurrency: 4,
    signal: new AbortController().signal,
    secret: async () => new TenantSecret(() => ({ secret })),
    waitsMs: [5, 5],
    ...changes,
  });
const body = (output = 'answer') => ({ exampleId: 'e1', inputs: { q: 'é' }, expected: null, output });
const good = { body: { score: 0.5, feedback: 'half' } };

describe('a webhook', () => {
  test('is posted what there is to score, signed by the secret', async () => {
    const { url, deliveries } = await receiverThat(good);
    const scored = await webhookOf().score({ url, sealedSecret: 'id' }, body());
    expect(scored).toEqual({ score: 0.5, feedback: 'half' });
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]!.body).toEqual(body());
    expect(isSigned(deliveries[0]!, secret)).toBe(true);
    expect(isSigned(deliveries[0]!, `${secret}x`)).toBe(false);
    expect(isSigned({ ...deliveries[0]!, text: deliveries[0]!.text.replace('answer', 'another') }, secret)).toBe(false);
  });

  test('is tried three times, each signed, under one delivery id', async () => {
    const { url, deliveries } = await receiverThat('hang', { status: 500 }, good);
    const scored = await webhookOf({ timeoutMs: 150 }).score({ url, sealedSecret: 'id' }, body());
    expect(scored.score).toBe(0.5);
    expect(deliveries).toHaveLength(3);
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(1);
    expect(deliveries[0]!.id).toMatch(/^[0-9a-f]{32}$/);
    expect(deliveries.every((delivery) => isSigned(delivery, secret))).toBe(true);
  });

  test('is asked once about the same answer, by this worker and the next', async () => {
    const { url, deliveries } = await receiverThat(good, { body: { score: 1 } });
    const scores = new InMemoryMetricScoreStore();
    const first = webhookOf({ scores });
    const both = await Promise.all([first.score({ url }, body()), first.score({ url }, body())]);
    const later = await webhookOf({ scores }).score({ url }, body());
    expect([...both, later].map(({ score }) => score)).toEqual([0.5, 0.5, 0.5]);
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]!.signature).toBeUndefined();
    expect((await first.score({ url }, body('another'))).score).toBe(1);
  });

  test('that gave no score gives none to the worker after either', async () => {
    const { url, deliveries } = await receiverThat({ status: 404 }, good);
    const scores = new InMemoryMetricScoreStore();
    const failure = { code: 'METRIC_FAILED', message: 'The webhook answered with status 404 where 200 is expected.' };
    await expect(webhookOf({ scores }).score({ url }, body())).rejects.toMatchObject(failure);
    await expect(webhookOf({ scores }).score({ url }, body())).rejects.toMatchObject(failure);
    expect(deliveries).toHaveLength(1);
  });

  test.each<[string, WebhookReply | 'hang', RegExp, number]>([
    ['is down', { status: 503 }, /status 503 3 times/, 3],
    ['is overrun', { status: 429, headers: { 'retry-after': '0' } }, /status 429 3 times/, 3],
    ['hangs', 'hang', /within 0.15 seconds/, 3],
    ['refuses', { status: 401 }, /status 401/, 1],
    ['redirects', { status: 307, headers: { location: 'http://169.254.169.254/' } }, /redirects/, 1],
    ['sends no JSON', { body: '<html>' }, /not JSON/, 1],
    ['sends too much', { body: ' '.repeat(70_000) }, /over 64 KB/, 1],
    ['compresses', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, /compressed/, 1],
    ['scores out of range', { body: { score: 2 } }, /outside of 0 to 1/, 1],
    ['scores in words', { body: { score: 'good' } }, /no number/, 1],
    ['answers a list', { body: [1] }, /no JSON object/, 1],
    ['explains by a number', { body: { score: 1, feedback: 3 } }, /`feedback` that is no text/, 1],
  ])('that %s fails the metric, saying why', async (_, reply, message, tries) => {
    const { url, deliveries } = await receiverThat(reply);
    const asked = webhookOf({ timeoutMs: 150 }).score({ url }, body());
    await expect(asked).rejects.toMatchObject({ code: 'METRIC_FAILED', message: expect.stringMatching(message) });
    expect(deliveries).toHaveLength(tries);
  });

  test('may say 4,000 characters, of those that can be kept', async () => {
    const { url } = await receiverThat({ body: { score: 1, feedback: `a\u0000b\ud800${'x'.repeat(5_000)}` } });
    const { feedback } = await webhookOf().score({ url }, body());
    expect(feedback).toHaveLength(4_000);
    expect(feedback.startsWith('a b x')).toBe(true);
  });

  test('whose name leads to this machine is not called', async () => {
    const { url, deliveries } = await receiverThat(good);
    const egress = setting.egress({ allow: [], resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const rebound = url.replace('127.0.0.1', 'scores.example');
    await expect(webhookOf({ egress }).score({ url: rebound }, body())).rejects.toMatchObject({
      code: 'METRIC_FAILED',
      message: expect.stringMatching(/not public/),
    });
    expect(deliveries).toHaveLength(0);
  });

  test('is asked no more when the run ends', async () => {
    const { url, deliveries } = await receiverThat('hang');
    const run = new AbortController();
    const scores = new InMemoryMetricScoreStore();
    const webhook = webhookOf({ signal: run.signal, concurrency: 1, scores });
    const asked = ['one', 'two'].map((output) => webhook.score({ url }, body(output)));
    while (deliveries.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    run.abort();
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(deliveries).toHaveLength(1);
    // That is no word of the webhook's.
    expect(scores.rows.size).toBe(0);
  });
});
