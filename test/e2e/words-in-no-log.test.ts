import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import { openDatabase } from '../../src/postgres/open-database.js';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { inspectDatabase } from '../support/inspect-database.js';
import {
  markedExamples,
  markedMetric,
  startMarkedWorld,
  storeMarkedContent,
  type MarkedWorld,
} from '../support/marked-content.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { createTestDatabase } from '../support/test-database.js';

const marker = 'marker-8ad19b';
let fault: number | undefined;
let server: SpawnedServer;
let world: MarkedWorld;
beforeAll(async () => {
  world = await startMarkedWorld(marker, {
    // As providers do: the error quotes the prompt.
    fault: (_, body) =>
      fault === undefined
        ? undefined
        : { status: fault, body: JSON.stringify({ error: { message: JSON.stringify(body) } }) },
  });
  server = await spawnServer({ env: { BYOM_CODE_METRICS: 'on', BYOM_LOG_LEVEL: 'debug' } });
}, 60_000);
afterAll(async () => {
  await server.close();
  await world.close();
});

const ask = (document: string, variables: object, client = server.client) =>
  client.request<Answer>(document, variables);
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: Answer = await work.then(
    () => ({}),
    (thrown: Answer) => thrown,
  );
  const [first] = error.response?.errors ?? [];
  // What failed may be told to whom it belongs, but not in words that came from elsewhere.
  expect(JSON.stringify(error.response?.errors ?? [])).not.toContain(marker);
  return first?.extensions.code ?? 'none';
};
const generate = () =>
  ask('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
    input: { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: `${marker} question` }] },
  });
const savePrompt = (name: string) =>
  ask('mutation ($input: SavePromptInput!) { savePrompt(input: $input) { version } }', {
    input: { name, prompt: { user: `${marker} {{text}}` } },
  });
/** The database's own log, of the cluster that tests share. */
const databaseLog = () => readFileSync(process.env['BYOM_TEST_POSTGRES_LOG']!, 'utf8');

describe("customers' words", () => {
  test('go through everything that goes well', async () => {
    await storeMarkedContent(server.client, marker, world);
  }, 120_000);

  test.each([400, 401, 429, 500])(
    'go through a provider that fails with %s and quotes them',
    async (status) => {
      fault = status;
      try {
        expect(await codeOf(generate())).not.toBe('none');
      } finally {
        fault = undefined;
      }
    },
    60_000,
  );

  test('go through a run that fails', async () => {
    fault = 400;
    try {
      const { evaluate } = await ask('mutation ($input: EvaluateInput!) { evaluate(input: $input) { id } }', {
        input: {
          prompt: { system: `${marker} system`, user: '{{text}}' },
          model: 'openai/gpt-4o-mini',
          dataset: { examples: markedExamples(marker) },
          metric: markedMetric(marker, world),
          budget: { maxCalls: 60 },
        },
      });
      const ended = await waitUntil(
        'its end',
        async () => {
          const { optimization } = await ask(
            'query ($id: ID!) { optimization(id: $id) { status reason { code message } result { summary } } }',
            evaluate,
          );
          return ['SUCCEEDED', 'FAILED', 'PAUSED'].includes(optimization.status) && optimization;
        },
        { timeoutMs: 60_000, everyMs: 50 },
      );
      expect(JSON.stringify(ended)).not.toContain(marker);
    } finally {
      fault = undefined;
    }
  }, 90_000);

  test('go through a database that refuses their rows', async () => {
    const tables = ['prompts', 'datasets', 'dataset_examples', 'optimizations', 'idempotency_keys', 'ledger_attempts'];
    // With words that quote the row, as some errors of Postgres do.
    await inspectDatabase(
      server.databaseUrl,
      `create function quote_row() returns trigger language plpgsql
       as $$ begin raise exception 'refused: %', new using detail = new::text, hint = new::text; end $$`,
    );
    for (const table of tables) {
      await inspectDatabase(
        server.databaseUrl,
        `create trigger quotes before insert or update on ${table} for each row execute function quote_row()`,
      );
    }
    const refused = [
      () => savePrompt(`${marker}-name`),
      () =>
        ask('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id } }', {
          input: { name: `${marker} set`, examples: markedExamples(marker, 3) },
        }),
      () =>
        ask('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
          input: {
            model: 'openai/gpt-4o-mini',
            messages: [{ role: 'USER', content: `${marker} question` }],
            idempotencyKey: marker,
          },
        }),
      generate,
    ];
    for (const one of refused) expect(await codeOf(one())).toBe('INTERNAL');
    for (const table of tables) await inspectDatabase(server.databaseUrl, `drop trigger quotes on ${table}`);
  }, 30_000);

  test('go through a run that the database refuses to write down', async () => {
    const on = 'on optimization_candidates';
    await inspectDatabase(
      server.databaseUrl,
      `create trigger quotes before insert or update ${on} for each row execute function quote_row()`,
    );
    const { evaluate } = await ask('mutation ($input: EvaluateInput!) { evaluate(input: $input) { id } }', {
      input: {
        prompt: { system: `${marker} system`, user: '{{text}}' },
        model: 'openai/gpt-4o-mini',
        dataset: { examples: markedExamples(marker) },
        metric: { kind: 'EXACT_MATCH' },
        budget: { maxCalls: 60 },
      },
    });
    await waitUntil('the fault', () => server.output().includes('An optimization met a fault'));
    await inspectDatabase(server.databaseUrl, `drop trigger quotes ${on}`);
    await ask('mutation ($id: ID!) { cancelOptimization(id: $id) { id } }', { id: evaluate.id });
  }, 60_000);

  test('go through mistakes of the customer', async () => {
    const documents = [
      `mutation { savePrompt(input: { name: "${marker}", prompt: { usr: "${marker}" } }) { version } }`,
      `{ ${marker.replace('-', '_')} }`,
      `{ dataset(id: "${marker}") { ${marker.replaceAll('-', '_')} } }`,
      `{ prompt(name: "${marker}"`,
    ];
    for (const document of documents) {
      await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
        body: JSON.stringify({ query: document }),
      });
    }
    await fetch(`${server.origin}/${marker}?${marker}`);
  });

  test('are in nothing that the server logs at its most talkative', async () => {
    const log = server.output();
    // It has told of the faults, by their kind.
    expect(log).toMatch(/A request failed for a reason of our own/);
    expect(log).toContain('P0001');
    expect(log).not.toContain(marker);
  });

  test('are in nothing that the database logs', async () => {
    // Were it to log what fails, the words would be there.
    const told = `told-of-${marker.slice(7)}`;
    const loud = `set log_min_messages = error; do $$ begin raise exception '${told}'; end $$`;
    await expect(inspectDatabase(server.databaseUrl, loud)).rejects.toThrow(told);
    const log = await waitUntil('the log', () => {
      const text = databaseLog();
      return text.includes(told) && text;
    });
    expect(log).not.toContain(marker);
  });

  test('are in nothing that others are told', async () => {
    const made = await ask('mutation { createTenant(name: "other") { token } }', {});
    const headers = { authorization: `Bearer ${made.createTenant.token}` };
    const other = new GraphQLClient(server.url, { headers });
    const seen = [
      await (await fetch(`${server.origin}/health`)).text(),
      await (await fetch(`${server.origin}/ready`)).text(),
      await (await fetch(server.origin)).text(),
      JSON.stringify(
        await ask(
          '{ datasets { totalCount nodes { name } } prompts { nodes { name } } optimizations { nodes { id } } aliases { name } }',
          {},
          other,
        ),
      ),
    ];
    for (const text of seen) expect(text).not.toContain(marker);
    expect(seen[3]).toContain('"datasets":{"totalCount":0');
  });
});

describe('a database that logs what statements carry', () => {
  test('is told of at the start, by the settings that make it so', async () => {
    const database = await createTestDatabase();
    const name = new URL(database.url).pathname.slice(1);
    // Of a database, as an operator may have set them for the whole cluster.
    await inspectDatabase(
      database.url,
      `alter database ${name} set log_statement = 'all';
       alter database ${name} set log_parameter_max_length = 100;
       alter database ${name} set log_parameter_max_length_on_error = 100`,
    );
    const open = await openDatabase(database.url);
    try {
      expect(await open.settingsThatLogWords()).toEqual(['log_parameter_max_length_on_error', 'log_statement']);
    } finally {
      await open.close();
      await database.drop();
    }
    expect(server.output()).not.toContain('By these settings');
  }, 30_000);
});
