import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { endOfOptimization } from '../support/e2e-optimization.js';
import { foreignIdCases, search, type ForeignIdCase, type Owned } from './foreign-id-cases.js';

/** Ids that are of no tenant's: of providers, of the customer's own, and of what a model said. */
const nobodys = new Set([
  'AddCredentialInput.provider',
  'CredentialInput.provider',
  'ModelFilter.providers',
  'Query.provider(id)',
  'Mutation.reloadPlugins(provider)',
  'SetRateLimitInput.provider',
  'ExampleInput.id',
  'MessageInput.toolCallId',
  'ToolCallInput.id',
  'GradedAnswerInput.id',
]);
/** Names that stand for something of a tenant's, though they are no ids. */
const names = new Set([
  'Query.prompt(name)',
  'Mutation.deletePrompt(name)',
  'Mutation.setPromptLabel(name)',
  'Mutation.removePromptLabel(name)',
  'Mutation.removeAlias(name)',
  'RunPromptInput.name',
  'PromptInput.name',
]);

/** Every place in the schema where an id, or such a name, is taken. */
function places(schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (at: string, type: GraphQLInputType) => {
    const named = getNamedType(type);
    if (named.name === 'ID' || names.has(at)) found.add(at);
    if (!isInputObjectType(named) || seen.has(named.name)) return;
    seen.add(named.name);
    for (const field of Object.values(named.getFields())) look(`${named.name}.${field.name}`, field.type);
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()] as GraphQLObjectType[];
  for (const root of roots) {
    for (const field of Object.values(root.getFields())) {
      for (const arg of field.args) look(`${root.name}.${field.name}(${arg.name})`, arg.type);
    }
  }
  return found;
}

let server: BootedServer;
let stranger: GraphQLClient;
let strangersToken: string;
let owned: Record<Owned, string>;
beforeAll(async () => {
  server = await bootServer();
  const { client } = server;
  const ask = (document: string, variables?: object): Promise<Answer> => client.request<Answer>(document, variables);
  const credential = (
    await ask('mutation ($v: AddCredentialInput!) { addCredential(input: $v) { id } }', {
      v: { provider: 'openai', apiKey: 'sk-0123456789abcdefghij' },
    })
  ).addCredential.id;
  const dataset = (
    await ask('mutation { createDataset(input: { name: "mine", examples: [{ inputs: { text: "x" } }] }) { id } }')
  ).createDataset.id;
  const optimization = (await ask('mutation ($v: EvaluateInput!) { evaluate(input: $v) { id } }', { v: search }))
    .evaluate.id;
  await endOfOptimization(client, optimization);
  await ask(
    'mutation { savePrompt(input: { name: "mine", model: "sandbox/demo", prompt: { user: "{{text}}" } }) { id } }',
  );
  await ask('mutation { setAlias(input: { name: "mine", model: "sandbox/demo" }) { id } }');
  const limit = (await ask('mutation { setRateLimit(input: { maxConcurrency: 50 }) { id } }')).setRateLimit.id;
  const budget = (
    await ask('mutation ($v: SetSpendingBudgetInput!) { setSpendingBudget(input: $v) { id } }', {
      v: { window: 'MONTH', maxUsd: 1, credential },
    })
  ).setSpendingBudget.id;
  const { viewer, tokens } = await ask('{ viewer { id } tokens { id } }');
  owned = {
    budget,
    credential,
    dataset,
    optimization,
    token: tokens[0].id,
    tenant: viewer.id,
    prompt: 'mine',
    alias: 'mine',
    limit,
  };
  const { token } = (await ask('mutation { createTenant(name: "stranger") { token } }')).createTenant;
  strangersToken = token;
  stranger = new GraphQLClient(server.url, { headers: { authorization: `Bearer ${token}` } });
});
afterAll(() => server.close());

/** All that a stranger learns: the answer, or the errors with what stands in them. */
async function learned({ document, variables }: ForeignIdCase, id: string): Promise<string> {
  if (document.startsWith('subscription')) {
    const events = server.subscriber({ authorization: `Bearer ${strangersToken}` });
    const { value } = await events
      .iterate({ query: document, variables: variables(id) as Record<string, unknown> })
      .next();
    return JSON.stringify(value);
  }
  const answer: Answer = await stranger.request<Answer>(document, variables(id)).catch((thrown: Answer) => thrown);
  if (answer.response === undefined) return JSON.stringify(answer);
  return JSON.stringify(answer.response.errors.map(({ message, extensions }: Answer) => ({ message, extensions })));
}

describe('an id, or name, of another tenant', () => {
  test('has its case at every place of the schema that takes one', () => {
    const text = readFileSync(path.join(import.meta.dirname, '../../schema.graphql'), 'utf8');
    const tried = new Set(foreignIdCases.map(({ at }) => at));
    expect([...places(buildSchema(text))].filter((at) => !nobodys.has(at) && !tried.has(at))).toEqual([]);
  });

  test.each(foreignIdCases.map((one) => [one.at, one.of, one] as const))(
    'is at %s the same as none',
    async (_, of, one) => {
      const foreign = await learned(one, owned[of]);
      const missing = await learned(
        one,
        of === 'prompt' || of === 'alias' ? 'nothing' : '00000000-0000-4000-8000-00000000dead',
      );
      expect(foreign).toBe(missing);
      expect(foreign).toMatch(/NOT_FOUND|UNKNOWN_MODEL|FORBIDDEN|:null/);
    },
  );

  test('was neither used nor changed', async () => {
    const { credentials, spendingBudgets, dataset, optimization, prompt, aliases, tokens } =
      await server.client.request<Answer>(
        `query ($dataset: ID!, $optimization: ID!) {
        credentials { id lastUsedAt } spendingBudgets { id maxUsd } dataset(id: $dataset) { size } optimization(id: $optimization) { status }
        prompt(name: "mine") { version labels } aliases { name credential { id } } tokens { id revokedAt } }`,
        { dataset: owned.dataset, optimization: owned.optimization },
      );
    expect(credentials).toEqual([{ id: owned.credential, lastUsedAt: null }]);
    expect(spendingBudgets).toEqual([{ id: owned.budget, maxUsd: 1 }]);
    expect([dataset.size, optimization.status, prompt.version]).toEqual([1, 'SUCCEEDED', 1]);
    expect(aliases).toEqual([{ name: 'mine', credential: null }]);
    expect(tokens.every(({ revokedAt }: Answer) => revokedAt === null)).toBe(true);
  });
});
