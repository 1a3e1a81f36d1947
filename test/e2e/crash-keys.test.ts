import { afterEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { endOfOptimization, sandboxBrain } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { labelExamples } from '../support/label-task.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const apiKey = 'sk-canary-passed-through-0123456789';
const generate = 'mutation ($v: GenerateInput!) { generate(input: $v) { text attempts { errorCode } } }';

/** Every byte of every table, as text. */
async function dump(url: string): Promise<string> {
  const { rows } = await inspectDatabase(url, `select database_to_xml(true, false, '')::text as text`);
  return String(rows[0]!['text']);
}

describe('a server that is killed with calls and a run on keys that were passed through', () => {
  test('leaves keys of calls that are decided within a lease, and a run that goes on (cases 39, 50)', async () => {
    let slow = true;
    const fake = await startFakeProvider({
      dialect: 'openai',
      latencyMs: () => (slow ? 150 : 20),
      fault: (_, body) => {
        const text: string = body.messages.at(-1).content;
        if (!slow) return undefined;
        if (text === 'sent') return 'hang';
        return text === 'refused' ? { status: 429, headers: { 'retry-after': '8' } } : undefined;
      },
      answer: (request) => (request.messages.length === 1 ? 'OK' : sandboxBrain(request)),
    });
    cleanups.push(() => fake.close());
    const env = { BYOM_LEASE_SECONDS: '3' };
    const first = await spawnServer({ env });
    cleanups.push(() => first.close());
    const { databaseUrl, dataDir } = first;
    const credential = { provider: 'openai', apiKey, baseUrl: fake.url };
    const input = (content: string) => ({
      v: {
        model: 'openai/gpt-4o-mini',
        messages: [{ role: 'USER', content }],
        credential,
        idempotencyKey: content,
      },
    });
    const run: Answer = await first.client.request(
      'mutation ($v: OptimizePromptInput!) { optimizePrompt(input: $v) { id } }',
      {
        v: {
          prompt: { system: 'Sort the message.', user: '{{text}}' },
          model: 'openai/gpt-4o-mini',
          dataset: { examples: labelExamples(40) },
          metric: { kind: 'EXACT_MATCH' },
          budget: { maxCalls: 80, maxConcurrency: 4 },
          seed: 3,
          credentials: [credential],
        },
      },
    );
    const { id } = run.optimizePrompt;
    const cut = ['sent', 'refused'].map((content) => first.client.request(generate, input(content)).catch(() => 'cut'));
    const asked = (content: string) =>
      fake.requests.filter(({ body }) => body.messages.at(-1).content === content).length;
    await waitUntil('all of them', () => asked('sent') === 1 && asked('refused') === 1 && fake.requests.length > 10);
    // The refusal is in the books by then.
    await waitUntil('the refusal', async () => {
      const refused = await inspectDatabase(databaseUrl, `select from ledger_attempts where state = 'refused'`);
      return refused.rowCount === 1;
    });
    await first.kill('SIGKILL');
    const killedAt = Date.now();
    expect(await Promise.all(cut)).toEqual(['cut', 'cut']);
    expect(await dump(databaseUrl)).not.toContain('canary');
    slow = false;

    const second: SpawnedServer = await spawnServer({ databaseUrl, dataDir, env });
    cleanups.push(() => second.close());
    const codes = new Set<string>();
    const decided = (content: string) =>
      waitUntil(
        `the answer for ${content}`,
        async () => {
          const told: Answer = await second.client
            .request<Answer>(generate, input(content))
            .catch((thrown: Answer) => thrown.response.errors[0]);
          if (told.extensions) codes.add(told.extensions.code);
          return told.extensions?.code === 'IDEMPOTENCY_IN_PROGRESS' ? undefined : told;
        },
        { everyMs: 200 },
      );
    const [sent, refused] = await Promise.all([decided('sent'), decided('refused')]);
    expect(Date.now() - killedAt).toBeLessThan(30_000);
    // It may have been paid for: that is said, and it is not sent again.
    expect(sent.extensions).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT', retryable: false, details: { inDoubt: 1 } });
    expect((await decided('sent')).extensions.code).toBe('IDEMPOTENCY_IN_DOUBT');
    expect(asked('sent')).toBe(1);
    // It was refused, and so cost nothing: it is made after all, once.
    expect(refused.generate.text).toBe('OK');
    expect((await decided('refused')).generate).toEqual(refused.generate);
    expect(asked('refused')).toBe(2);
    // Somebody else's key, or a key of another input, is another matter all along.
    const other = { v: { ...input('sent').v, messages: [{ role: 'USER', content: 'other' }] } };
    const mismatch: Answer = await second.client.request(generate, other).catch((thrown: Answer) => thrown);
    expect(mismatch.response.errors[0].extensions.code).toBe('IDEMPOTENCY_MISMATCH');

    // Whoever ran it left its key sealed, and the next opens it.
    const ended = await endOfOptimization(second.client, id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(fake.requests.every(({ headers }) => headers['authorization'] === `Bearer ${apiKey}`)).toBe(true);
    const left = await inspectDatabase(databaseUrl, 'select from credentials where optimization = $1', [id]);
    expect(left.rowCount).toBe(0);
    expect(await dump(databaseUrl)).not.toContain('canary');
  }, 90_000);
});
