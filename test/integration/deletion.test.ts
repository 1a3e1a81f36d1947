import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { inspectDatabase } from '../support/inspect-database.js';
import {
  startMarkedWorld,
  storeMarkedContent,
  type MarkedWorld,
  type StoredContent,
} from '../support/marked-content.js';
import { rowsWith } from '../support/rows-with.js';

const marker = 'marker-5f0c7e';
let server: BootedServer;
let world: MarkedWorld;
beforeAll(async () => {
  world = await startMarkedWorld(marker);
  server = await bootServer({ env: { BYOM_CODE_METRICS: 'on' } });
}, 30_000);
afterAll(async () => {
  await server.close();
  await world.close();
});

const places = async () => (await rowsWith(server.databaseUrl, marker)).map((place) => place.replace(/:.*/, ''));
const ask = (document: string, variables: object = {}) => server.client.request<Answer>(document, variables);
const remove = (name: string, argument: string, value: string) =>
  ask(`mutation ($v: ${argument === 'id' ? 'ID' : 'String'}!) { ${name}(${argument}: $v) }`, { v: value });

describe("a customer's words", () => {
  let stored: StoredContent;
  test('are kept where they were put', async () => {
    stored = await storeMarkedContent(server.client, marker, world);
    // Whatever table comes to hold words is a line here, and has to be emptied below.
    expect(await places()).toEqual([
      'public.credentials',
      'public.dataset_examples',
      'public.datasets',
      'public.idempotency_keys',
      'public.ledger_answers',
      'public.metric_scores',
      'public.model_aliases',
      'public.optimization_candidates',
      'public.optimization_examples',
      'public.optimizations',
      'public.prompt_label_moves',
      'public.prompts',
    ]);
  }, 90_000);

  test('are deleted with what holds them, and then stand in no row of any table', async () => {
    await remove('deleteDataset', 'id', stored.dataset);
    await remove('deleteOptimization', 'id', stored.optimization);
    const { prompts } = await ask('{ prompts { nodes { name } } }');
    for (const { name } of prompts.nodes) await remove('deletePrompt', 'name', name);
    await remove('removeAlias', 'name', stored.alias);
    await remove('removeCredential', 'id', stored.credential);
    expect(await places()).toEqual(['public.idempotency_keys']);
    expect((await ask('mutation { deleteAnswers(idempotencyKey: "generated") }')).deleteAnswers).toBe(1);
    expect((await ask('mutation { deleteAnswers }')).deleteAnswers).toBe(1);
    expect((await ask('mutation { deleteAnswers }')).deleteAnswers).toBe(0);
    expect(await places()).toEqual([]);
  });

  test('cost what they cost: the accounts stay', async () => {
    const { rows } = await inspectDatabase(server.databaseUrl, 'select from ledger_attempts');
    expect(rows.length).toBe(world.fake.requests.length);
  });

  test('are not bought again by the key of an answer that was deleted', async () => {
    const before = world.fake.requests.length;
    const apiKey = 'sk-of-no-one-0123456789abcdef';
    await ask('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
      input: { provider: 'openai', apiKey, baseUrl: world.fake.url },
    });
    await ask('mutation ($input: SetAliasInput!) { setAlias(input: $input) { name } }', {
      input: { name: stored.alias, model: 'openai/gpt-4o-mini' },
    });
    const messages = [{ role: 'USER', content: `${marker} question` }];
    const input = { model: `alias:${stored.alias}`, messages, idempotencyKey: 'generated' };
    await expect(
      ask('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', { input }),
    ).rejects.toThrow(/The answer for this idempotencyKey was deleted/);
    expect(world.fake.requests).toHaveLength(before);
    await remove('removeAlias', 'name', stored.alias);
  });

  test('go with their tenant, and its data key with them', async () => {
    const made = await ask('mutation { createTenant(name: "leaving") { token tenant { id } } }');
    const { token, tenant } = made.createTenant;
    const client = new GraphQLClient(server.url, { headers: { authorization: `Bearer ${token}` } });
    await storeMarkedContent(client, marker, world);
    await client.request('mutation { setRetention(input: { runDays: 7 }) { runDays } }');
    const keys = () => inspectDatabase(server.databaseUrl, 'select from data_keys where tenant = $1', [tenant.id]);
    expect((await keys()).rowCount).toBe(1);
    await remove('deleteTenant', 'id', tenant.id);
    expect((await keys()).rowCount).toBe(0);
    expect(await places()).toEqual([]);
    // Of the tenant itself: who did what.
    expect((await rowsWith(server.databaseUrl, tenant.id)).map((place) => place.replace(/:.*/, ''))).toEqual([
      'public.audit_events',
    ]);
  }, 90_000);
});
