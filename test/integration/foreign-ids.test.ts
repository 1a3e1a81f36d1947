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
import { labelExamples } from '../support/label-task.js';

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

type Owned = 'budget' | 'credential' | 'dataset' | 'optimization' | 'token' | 'tenant' | 'prompt' | 'alias' | 'limit';
interface Case {
  /** The place in the schema that it tries. */
  readonly at: string;
  readonly of: Owned;
  readonly document: string;
  /** The variables with the id, or name, in its place. */
  readonly variables: (id: string) => object;
}

const messages = [{ role: 'USER', content: 'Hi' }];
const search = {
  prompt: { user: '{{text}}' },
  model: 'sandbox/demo',
  dataset: { examples: labelExamples(12) },
  metric: { kind: 'EXACT_MATCH' },
  budget: { maxCalls: 5 },
};
const mutation = (name: string, argument: string, type: string, fields = '') =>
  `mutation ($v: ${type}) { ${name}(${argument}: $v) ${fields} }`;
const byId = (at: string, of: Owned, name: string, fields = ''): Case => ({
  at,
  of,
  document: mutation(name, 'id', 'ID!', fields),
  variables: (v) => ({ v }),
});
const input = (at: string, of: Owned, name: string, type: string, variables: (id: string) => object): Case => ({
  at,
  of,
  document: mutation(name, 'input', `${type}!`, '{ __typename }'),
  variables: (id) => ({ v: variables(id) }),
});

const ofTenant = (at: string, document: string): Case => ({ at, of: 'tenant', document, variables: (v) => ({ v }) });
const ceiling = 'mutation ($v: ID!) { setRateCeiling(tenant: $v, input: { maxConcurrency: 1 }) { id } }';

const cases: readonly Case[] = [
  {
    at: 'Query.dataset(id)',
    of: 'dataset',
    document: 'query ($v: ID!) { dataset(id: $v) { id } }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Query.optimization(id)',
    of: 'optimization',
    document: 'query ($v: ID!) { optimization(id: $v) { id } }',
    variables: (v) => ({ v }),
  },
  ofTenant('Query.tokens(tenant)', 'query ($v: ID!) { tokens(tenant: $v) { id } }'),
  {
    at: 'Query.prompt(name)',
    of: 'prompt',
    document: 'query ($v: String!) { prompt(name: $v) { id } }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Query.model(ref)',
    of: 'alias',
    document: 'query ($v: ModelRef!) { model(ref: $v) { id } }',
    variables: (v) => ({ v: `alias:${v}` }),
  },
  byId('Mutation.removeCredential(id)', 'credential', 'removeCredential'),
  ofTenant('Query.rateLimits(tenant)', 'query ($v: ID!) { rateLimits(tenant: $v) { id } }'),
  byId('Mutation.removeRateLimit(id)', 'limit', 'removeRateLimit'),
  input('SetRateLimitInput.credential', 'credential', 'setRateLimit', 'SetRateLimitInput', (credential) => ({
    credential,
    maxConcurrency: 1,
  })),
  ofTenant('Mutation.setRateCeiling(tenant)', ceiling),
  ofTenant('Mutation.removeRateCeiling(tenant)', mutation('removeRateCeiling', 'tenant', 'ID!')),
  byId('Mutation.verifyCredential(id)', 'credential', 'verifyCredential', '{ ok }'),
  {
    at: 'Mutation.forgetLearnedFacts(credential)',
    of: 'credential',
    document: mutation('forgetLearnedFacts', 'credential', 'ID!', ''),
    variables: (v) => ({ v }),
  },
  {
    at: 'Mutation.rotateCredential(id)',
    of: 'credential',
    document: 'mutation ($v: ID!) { rotateCredential(id: $v, input: { baseUrl: "https://a.example" }) { id } }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Mutation.rotateKeys(tenant)',
    of: 'tenant',
    document: 'mutation ($v: ID!) { rotateKeys(kind: DATA, tenant: $v) { done } }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Query.spendingBudgets(tenant)',
    of: 'tenant',
    document: 'query ($v: ID!) { spendingBudgets(tenant: $v) { id } }',
    variables: (v) => ({ v }),
  },
  input('SetSpendingBudgetInput.credential', 'credential', 'setSpendingBudget', 'SetSpendingBudgetInput', (id) => ({
    window: 'DAY',
    maxCalls: 1,
    credential: id,
  })),
  byId('Mutation.removeSpendingBudget(id)', 'budget', 'removeSpendingBudget'),
  {
    at: 'Mutation.setSpendingCeiling(tenant)',
    of: 'tenant',
    document: 'mutation ($v: ID!) { setSpendingCeiling(tenant: $v, input: { window: DAY, maxCalls: 1 }) { id } }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Mutation.removeSpendingCeiling(tenant)',
    of: 'tenant',
    document: 'mutation ($v: ID!) { removeSpendingCeiling(tenant: $v, id: "x") }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Mutation.removeSpendingCeiling(id)',
    of: 'budget',
    document: 'mutation ($v: ID!) { removeSpendingCeiling(tenant: "x", id: $v) }',
    variables: (v) => ({ v }),
  },
  byId('Mutation.deleteDataset(id)', 'dataset', 'deleteDataset'),
  byId('Mutation.pauseOptimization(id)', 'optimization', 'pauseOptimization', '{ id }'),
  byId('Mutation.resumeOptimization(id)', 'optimization', 'resumeOptimization', '{ id }'),
  byId('Mutation.cancelOptimization(id)', 'optimization', 'cancelOptimization', '{ id }'),
  byId('Mutation.deleteOptimization(id)', 'optimization', 'deleteOptimization'),
  byId('Mutation.revokeToken(id)', 'token', 'revokeToken', '{ id }'),
  byId('Mutation.deleteTenant(id)', 'tenant', 'deleteTenant'),
  {
    at: 'Mutation.revokeToken(tenant)',
    of: 'tenant',
    document: 'mutation ($v: ID!) { revokeToken(id: "x", tenant: $v) { id } }',
    variables: (v) => ({ v }),
  },
  {
    at: 'Mutation.appendExamples(dataset)',
    of: 'dataset',
    document: 'mutation ($v: ID!) { appendExamples(dataset: $v, examples: [{ inputs: { a: "b" } }]) { id } }',
    variables: (v) => ({ v }),
  },
  input('ImportExamplesInput.dataset', 'dataset', 'importExamples', 'ImportExamplesInput', (dataset) => ({
    dataset,
    format: 'JSONL',
    text: '{"inputs":{"text":"y"}}',
  })),
  input('CreateTokenInput.tenant', 'tenant', 'createToken', 'CreateTokenInput', (tenant) => ({
    name: 'x',
    scopes: ['READ'],
    tenant,
  })),
  input('CredentialInput.id', 'credential', 'generate', 'GenerateInput', (id) => ({
    model: 'openai/gpt-4o-mini',
    messages,
    credential: { id },
  })),
  input('CredentialInput.id', 'credential', 'evaluate', 'EvaluateInput', (id) => ({
    ...search,
    credentials: [{ id }],
  })),
  input('SetAliasInput.credential', 'credential', 'setAlias', 'SetAliasInput', (credential) => ({
    name: 'mine',
    model: 'openai/gpt-4o-mini',
    credential,
  })),
  input('DatasetInput.id', 'dataset', 'optimizePrompt', 'OptimizePromptInput', (id) => ({
    ...search,
    dataset: { id },
  })),
  input('PortPromptInput.optimization', 'optimization', 'portPrompt', 'PortPromptInput', (optimization) => {
    const { model, ...rest } = search;
    return { ...rest, from: model, to: 'sandbox/other', optimization };
  }),
  input('PromptInput.name', 'prompt', 'optimizePrompt', 'OptimizePromptInput', (name) => ({
    ...search,
    prompt: { name },
  })),
  input('RunPromptInput.name', 'prompt', 'runPrompt', 'RunPromptInput', (name) => ({ name, inputs: { text: 'x' } })),
  input('GenerateInput.model', 'alias', 'generate', 'GenerateInput', (name) => ({ model: `alias:${name}`, messages })),
  {
    at: 'Mutation.setPromptLabel(name)',
    of: 'prompt',
    document: 'mutation ($v: String!) { setPromptLabel(name: $v, version: 1) { id } }',
    variables: (v) => ({ v }),
  },
  ...(['removePromptLabel', 'deletePrompt', 'removeAlias'] as const).map((name): Case => ({
    at: `Mutation.${name}(name)`,
    of: name === 'removeAlias' ? 'alias' : 'prompt',
    document: `mutation ($v: String!) { ${name}(name: $v) ${name === 'removePromptLabel' ? '{ id }' : ''} }`,
    variables: (v) => ({ v }),
  })),
  {
    at: 'Subscription.optimization(id)',
    of: 'optimization',
    document: 'subscription ($v: ID!) { optimization(id: $v) { cursor } }',
    variables: (v) => ({ v }),
  },
];

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
async function learned({ document, variables }: Case, id: string): Promise<string> {
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
    const tried = new Set(cases.map(({ at }) => at));
    expect([...places(buildSchema(text))].filter((at) => !nobodys.has(at) && !tried.has(at))).toEqual([]);
  });

  test.each(cases.map((one) => [one.at, one.of, one] as const))('is at %s the same as none', async (_, of, one) => {
    const foreign = await learned(one, owned[of]);
    const missing = await learned(
      one,
      of === 'prompt' || of === 'alias' ? 'nothing' : '00000000-0000-4000-8000-00000000dead',
    );
    expect(foreign).toBe(missing);
    expect(foreign).toMatch(/NOT_FOUND|UNKNOWN_MODEL|FORBIDDEN|:null/);
  });

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
