import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { MetricRuns, metricExamples } from '../support/metric-runs.js';
import { isSigned, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';
import { inspectDatabase } from '../support/inspect-database.js';

const secret = 'canary-of-the-webhook-0123456789';
const ofQueue = new Map(metricExamples.map(({ id, expected }) => [id, expected]));

let runs: MetricRuns;
let receiver: WebhookReceiver | undefined;
beforeAll(async () => {
  runs = await MetricRuns.open();
}, 30_000);
afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});
afterAll(() => runs.close());

const everything = async (): Promise<string> => {
  const { databaseUrl } = runs.server;
  const tables = await inspectDatabase<{ name: string }>(
    databaseUrl,
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const texts = [];
  for (const { name } of tables.rows) {
    texts.push(JSON.stringify((await inspectDatabase(databaseUrl, `select t::text as row from "${name}" t`)).rows));
  }
  return texts.join('\n');
};

describe('a webhook', () => {
  test('scores, signed and asked once about each answer, by a secret that is gone at the end', async () => {
    receiver = await startWebhookReceiver(({ body }) => ({
      body: {
        score: body.output === ofQueue.get(body.exampleId) ? 1 : 0,
        feedback: `belongs to ${ofQueue.get(body.exampleId)}`,
      },
    }));
    const id = await runs.start(
      'optimizePrompt',
      { kind: 'WEBHOOK', url: receiver.url, secret },
      { budget: { maxCalls: 120, maxConcurrency: 8 } },
    );
    const run = await runs.ended(id);
    expect(run.status).toBe('SUCCEEDED');
    expect(receiver.deliveries.length).toBeGreaterThan(40);
    expect(receiver.deliveries.every((delivery) => isSigned(delivery, secret))).toBe(true);
    const ids = receiver.deliveries.map((delivery) => delivery.id);
    expect(new Set(ids).size).toBe(ids.length);
    const { exampleId, inputs, expected } = receiver.deliveries[0]!.body;
    expect(metricExamples.find((example) => example.id === exampleId)).toMatchObject({ inputs, expected });
    // What it said reaches the proposer.
    const proposal = runs.fake.requests.findLast(({ body }) => JSON.stringify(body).includes('<new_instruction>'));
    expect(JSON.stringify(proposal?.body)).toContain('belongs to ');
    expect(await everything()).not.toContain('canary-of-the-webhook');
  }, 30_000);

  test('is asked nothing twice by a run that was paused and goes on with another key', async () => {
    let id: string | undefined;
    let pausing: Promise<unknown> | undefined;
    receiver = await startWebhookReceiver(({ body }, n) => {
      if (n >= 30 && id !== undefined) {
        pausing ??= runs.server.client.request('mutation ($id: ID!) { pauseOptimization(id: $id) { id } }', { id });
      }
      return { body: { score: body.output === ofQueue.get(body.exampleId) ? 1 : 0 } };
    });
    const budget = { maxCalls: 150, maxConcurrency: 8 };
    id = await runs.start('optimizePrompt', { kind: 'WEBHOOK', url: receiver.url, secret }, { budget });
    await runs.once(id, ['PAUSED']);
    await pausing;
    const before = receiver.deliveries.length;
    expect(before).toBeGreaterThanOrEqual(30);
    await runs.server.client.request(
      'mutation ($id: ID!, $credentials: [CredentialInput!]) { resumeOptimization(id: $id, credentials: $credentials) { id } }',
      { id, credentials: [{ provider: 'openai', apiKey: 'sk-of-another-0123456789abcdef', baseUrl: runs.fake.url }] },
    );
    expect((await runs.ended(id)).status).toBe('SUCCEEDED');
    expect(receiver.deliveries.length).toBeGreaterThan(before);
    expect(receiver.deliveries.every((delivery) => isSigned(delivery, secret))).toBe(true);
    const asked = receiver.deliveries.map(({ body }) => JSON.stringify([body.exampleId, body.output]));
    expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(runs.maxConcurrency);
    // One that was under way when it paused comes again under its own id.
    const ids = new Map(receiver.deliveries.map((delivery, n) => [delivery.id, asked[n]]));
    expect(ids.size).toBe(new Set(asked).size);
    // And it comes to what one comes to that nothing interrupts.
    const twin = await runs.start('optimizePrompt', { kind: 'WEBHOOK', url: receiver.url, secret }, { budget });
    expect((await runs.ended(twin)).status).toBe('SUCCEEDED');
    expect(await runs.candidates(twin)).toEqual(await runs.candidates(id));
  }, 40_000);

  test('that fails twice is asked again, about the same delivery', async () => {
    const failures = new Map<string, number>();
    receiver = await startWebhookReceiver(({ id, body }) => {
      const before = failures.get(id) ?? 0;
      failures.set(id, before + 1);
      if (body.exampleId === 'example-3' && before < 2) return { status: before === 0 ? 503 : 429 };
      return { body: { score: 0.5 } };
    });
    const run = await runs.ended(await runs.start('evaluate', { kind: 'WEBHOOK', url: receiver.url }));
    expect(run).toMatchObject({ status: 'SUCCEEDED', baseline: { mean: 0.5, examples: 40 } });
    expect(receiver.deliveries.filter(({ body }) => body.exampleId === 'example-3')).toHaveLength(3);
    expect(receiver.deliveries).toHaveLength(42);
    expect(receiver.deliveries[0]!.signature).toBeUndefined();
  }, 30_000);

  test('that scores some answers with garbage leaves those out', async () => {
    receiver = await startWebhookReceiver(({ body }) => {
      const n = Number(body.exampleId.slice('example-'.length));
      const odd = ['not JSON', { score: 1.5 }, { score: '1' }, [1], { score: 1, feedback: 7 }, 'x'.repeat(70_000)][n];
      return { body: odd ?? { score: 1, feedback: 'f'.repeat(5_000) } };
    });
    const run = await runs.ended(await runs.start('evaluate', { kind: 'WEBHOOK', url: receiver.url }));
    expect(run).toMatchObject({ status: 'SUCCEEDED', baseline: { mean: 1, examples: 34 } });
    expect(run.result!.summary).toMatch(/6 answers could not be scored, and count for nothing\. The webhook's answer/);
    expect(run.result!.summary).not.toMatch(/refused/);
    expect(receiver.deliveries).toHaveLength(40);
  }, 30_000);

  test('that is down for good ends the run, with what to do', async () => {
    receiver = await startWebhookReceiver(() => ({ body: {} }));
    const { url } = receiver;
    await receiver.close();
    const run = await runs.ended(await runs.start('optimizePrompt', { kind: 'WEBHOOK', url }));
    expect(run).toMatchObject({
      status: 'FAILED',
      reason: { code: 'METRIC_FAILED', message: 'The webhook cannot be reached.' },
    });
    receiver = await startWebhookReceiver(() => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } }));
    const redirected = await runs.ended(await runs.start('evaluate', { kind: 'WEBHOOK', url: receiver.url }));
    expect(redirected.reason).toMatchObject({ code: 'METRIC_FAILED', message: expect.stringMatching(/redirects/) });
  }, 30_000);

  test('at a hostile address is refused before anything is called', async () => {
    const sent = runs.fake.requests.length;
    const at = (url: string) => runs.refusal({ kind: 'WEBHOOK', url });
    expect(await at('http://169.254.169.254/latest/meta-data')).toMatch(
      /^ENDPOINT_BLOCKED: The metric's `url` may not/,
    );
    expect(await at('http://10.0.0.1/score')).toMatch(/^ENDPOINT_BLOCKED/);
    expect(await at('http://[::ffff:10.0.0.1]/score')).toMatch(/^ENDPOINT_BLOCKED/);
    expect(await at(`${runs.server.origin}/graphql`)).toMatch(/^ENDPOINT_BLOCKED/);
    expect(await at('https://user:pass@example.com/')).toMatch(/^ENDPOINT_BLOCKED/);
    expect(await at('file:///etc/passwd')).toMatch(/^BAD_USER_INPUT: The metric's `url`/);
    expect(await at('gopher://example.com/')).toMatch(/^BAD_USER_INPUT: The metric's `url`/);
    expect(await runs.refusal({ kind: 'WEBHOOK' })).toMatch(/^BAD_USER_INPUT: .*`url`/);
    expect(await runs.refusal({ kind: 'WEBHOOK', url: 'http://127.0.0.1:9/', secret: 'short' })).toMatch(
      /^BAD_USER_INPUT: .*`secret`/,
    );
    expect(runs.fake.requests).toHaveLength(sent);
  });

  test('needs its secret in a variable', async () => {
    const text = `mutation { evaluate(input: { prompt: { user: "{{text}}" }, model: "openai/gpt-4o-mini", dataset: {},
      budget: { maxCalls: 30 }, metric: { kind: WEBHOOK, url: "http://127.0.0.1:9/", secret: "${secret}" } }) { id } }`;
    await expect(runs.server.client.request(text)).rejects.toThrow(/only in a variable/);
  });
});
