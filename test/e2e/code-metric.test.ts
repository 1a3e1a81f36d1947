import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { addOpenAiKey, readOptimization, sandboxBrain } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { labelExamples } from '../support/label-task.js';
import { sandboxChildren } from '../support/sandbox-children.js';
import { createTestDatabase } from '../support/test-database.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function serverOn(databaseUrl: string, dataDir?: string): Promise<SpawnedServer> {
  const env = { BYOM_CODE_METRICS: 'on', BYOM_LEASE_SECONDS: '2' };
  const server = await spawnServer({ databaseUrl, env, ...(dataDir === undefined ? {} : { dataDir }) });
  cleanups.push(() => server.close());
  return server;
}

/** Scores, and computes for ever over one answer in the middle of the run. */
const metric = (loops: string) => ({
  kind: 'CODE',
  code: `({ inputs, output, expected }) => {
    if (inputs.text === ${JSON.stringify(loops)}) [].includes.call({ length: 2 ** 53 - 1 }, 1);
    return Number(output.trim() === expected);
  }`,
});

const onLinux = process.platform === 'linux' ? test : test.skip;

describe('a server with metrics in code', () => {
  onLinux(
    'that is killed in the middle of a loop leaves no child behind, and another replica ends the run',
    async () => {
      const database = await createTestDatabase();
      cleanups.push(() => database.drop());
      const fake = await startFakeProvider({ dialect: 'openai', answer: sandboxBrain });
      cleanups.push(() => fake.close());
      const first = await serverOn(database.url);
      await addOpenAiKey(first.client, fake);
      const examples = labelExamples(30);
      const { evaluate } = await first.client.request<{ evaluate: { id: string } }>(
        'mutation ($input: EvaluateInput!) { evaluate(input: $input) { id } }',
        {
          input: {
            prompt: { system: 'Sort the message.', user: '{{text}}' },
            model: 'openai/gpt-4o-mini',
            dataset: { examples },
            metric: metric(examples[20]!.inputs['text'] as string),
            budget: { maxCalls: 60, maxConcurrency: 4 },
            seed: 1,
          },
        },
      );
      const busy = await waitUntil('a child', () =>
        fake.requests.length > 0 ? sandboxChildren(first.child.pid!)[0] : undefined,
      );
      await first.kill('SIGKILL');
      await waitUntil('its end', () => !existsSync(`/proc/${busy}`), { timeoutMs: 5_000 });
      const second = await serverOn(database.url, first.dataDir);
      const ended = await waitUntil(
        'the end',
        async () => {
          const run = await readOptimization(second.client, evaluate.id);
          return ['SUCCEEDED', 'FAILED'].includes(run.status) ? run : undefined;
        },
        { timeoutMs: 60_000, everyMs: 100 },
      );
      expect(ended).toMatchObject({ status: 'SUCCEEDED', baseline: { examples: 29 } });
      expect(ended.result!.summary).toMatch(/1 answer could not be scored.* longer than 1 second/);
      await waitUntil('no child left', () => sandboxChildren(second.child.pid!).length === 0, { timeoutMs: 5_000 });
    },
    120_000,
  );
});
