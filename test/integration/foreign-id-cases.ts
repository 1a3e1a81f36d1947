import { labelExamples } from '../support/label-task.js';

/** What a tenant has, that another one may know the id or the name of. */
export type Owned =
  'budget' | 'credential' | 'dataset' | 'optimization' | 'token' | 'tenant' | 'prompt' | 'alias' | 'limit';
export interface ForeignIdCase {
  /** The place in the schema that it tries. */
  readonly at: string;
  readonly of: Owned;
  readonly document: string;
  /** The variables with the id, or name, in its place. */
  readonly variables: (id: string) => object;
}

const messages = [{ role: 'USER', content: 'Hi' }];
/** A run that needs no key. */
export const search = {
  prompt: { user: '{{text}}' },
  model: 'sandbox/demo',
  dataset: { examples: labelExamples(12) },
  metric: { kind: 'EXACT_MATCH' },
  budget: { maxCalls: 5 },
};
const mutation = (name: string, argument: string, type: string, fields = '') =>
  `mutation ($v: ${type}) { ${name}(${argument}: $v) ${fields} }`;
const byId = (at: string, of: Owned, name: string, fields = ''): ForeignIdCase => ({
  at,
  of,
  document: mutation(name, 'id', 'ID!', fields),
  variables: (v) => ({ v }),
});
const input = (
  at: string,
  of: Owned,
  name: string,
  type: string,
  variables: (id: string) => object,
): ForeignIdCase => ({
  at,
  of,
  document: mutation(name, 'input', `${type}!`, '{ __typename }'),
  variables: (id) => ({ v: variables(id) }),
});

const ofTenant = (at: string, document: string): ForeignIdCase => ({
  at,
  of: 'tenant',
  document,
  variables: (v) => ({ v }),
});
const ceiling = 'mutation ($v: ID!) { setRateCeiling(tenant: $v, input: { maxConcurrency: 1 }) { id } }';

/** One for each place of the schema that takes such an id, or such a name. */
export const foreignIdCases: readonly ForeignIdCase[] = [
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
  ...(['removePromptLabel', 'deletePrompt', 'removeAlias'] as const).map((name): ForeignIdCase => ({
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
