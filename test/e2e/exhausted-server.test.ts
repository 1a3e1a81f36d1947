import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import { spawnServer } from '../support/boot-server.js';
import { addOpenAiKey } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const ask = 'mutation ($input: GenerateInput!) { generate(input: $input) { text } }';
const input = { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: 'Hi' }] };

function canLimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return process.platform === 'linux';
  } catch {
    return false;
  }
}

describe('a server', () => {
  (canLimit() ? test : test.skip)(
    'that has no file descriptors left refuses connections, and goes on when it has (skipped where there is no prlimit)',
    async () => {
      const fake = await startFakeProvider({ dialect: 'openai', answer: () => 'OK', latencyMs: 20 });
      cleanups.push(() => fake.close());
      const server = await spawnServer();
      cleanups.push(() => server.close());
      await addOpenAiKey(server.client, fake);
      const answers = async () => {
        const client = new GraphQLClient(server.url, { headers: { authorization: `Bearer ${server.token}` } });
        const work = Array.from({ length: 60 }, () => client.request<{ generate: { text: string } }>(ask, { input }));
        const settled = await Promise.allSettled(work);
        return settled.filter((one) => one.status === 'fulfilled' && one.value.generate.text === 'OK').length;
      };
      expect((await server.client.request<{ generate: { text: string } }>(ask, { input })).generate.text).toBe('OK');

      const pid = server.child.pid!;
      const limitTo = (files: number) => execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]);
      const open = readdirSync(`/proc/${pid}/fd`).length;
      limitTo(open + 2);
      expect(await answers()).toBeLessThan(60);
      expect(server.child.exitCode).toBeNull();
      limitTo(1_024);
      // As soon as nobody thinks any more that the provider cannot be reached.
      await waitUntil('answers again', async () => (await answers()) === 60, { timeoutMs: 70_000, everyMs: 1_000 });

      // What was not sent is given back, what was is paid for: no attempt is left open.
      const { rows } = await inspectDatabase<{ state: string; n: number }>(
        server.databaseUrl,
        'select state, count(*)::int as n from ledger_attempts group by 1',
      );
      expect(rows.find(({ state }) => state === 'open')).toBeUndefined();
      const sent = rows.filter(({ state }) => state !== 'not-sent').reduce((sum, { n }) => sum + n, 0);
      expect(sent).toBe(fake.requests.length);
      expect(server.output()).not.toMatch(/uncaught|FATAL/i);
    },
    120_000,
  );
});
