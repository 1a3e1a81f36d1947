import { gql } from 'graphql-request';

const optimize = gql`
  mutation ($input: OptimizePromptInput!) {
    optimizePrompt(input: $input) {
      id
    }
  }
`;
const examples = Array.from({ length: 12 }, (_, i) => ({
  inputs: { text: `row ${i}` },
  expected: i % 2 ? 'odd' : 'even',
}));
const good = {
  prompt: { system: 'Say odd or even.', user: '{{text}}' },
  model: 'sandbox/simulated-small',
  dataset: { examples },
  metric: { kind: 'EXACT_MATCH' },
  budget: { maxCalls: 50 },
};
const generate = gql`
  mutation ($input: GenerateInput!) {
    generate(input: $input) {
      text
    }
  }
`;
const addCredential = gql`
  mutation ($input: AddCredentialInput!) {
    addCredential(input: $input) {
      id
    }
  }
`;
const messages = [{ role: 'USER', content: 'canary-content' }];

export interface BadInputCase {
  readonly query: string;
  readonly input: unknown;
  readonly code: string;
  readonly message: RegExp;
  /** Must not come back. */
  readonly value?: string;
}

/** What is sent, and the error of the table that it must end in. */
export const badInputCases: Record<string, BadInputCase> = {
  'an unknown provider': {
    query: generate,
    input: { model: 'no-such-provider/canary-model', messages },
    code: 'UNKNOWN_MODEL',
    message: /provider/,
    value: 'canary-content',
  },
  'a model without a provider': {
    query: generate,
    input: { model: 'canary', messages },
    code: 'UNKNOWN_MODEL',
    message: /./,
    value: 'canary-content',
  },
  'an unknown model of an optimization': {
    query: optimize,
    input: { ...good, model: 'no-such-provider/x' },
    code: 'UNKNOWN_MODEL',
    message: /provider/,
  },
  'no message': {
    query: generate,
    input: { model: 'sandbox/simulated-small', messages: [] },
    code: 'BAD_USER_INPUT',
    message: /messages/,
  },
  'an unknown variable in a template': {
    query: optimize,
    input: { ...good, prompt: { user: '{{missing}}' } },
    code: 'BAD_USER_INPUT',
    message: /missing/,
  },
  'an empty dataset': {
    query: optimize,
    input: { ...good, dataset: { examples: [] } },
    code: 'BAD_USER_INPUT',
    message: /example/i,
  },
  'a metric without its pattern': {
    query: optimize,
    input: { ...good, metric: { kind: 'REGEX' } },
    code: 'BAD_USER_INPUT',
    message: /pattern/,
  },
  'a metric with a pattern that is none': {
    query: optimize,
    input: { ...good, metric: { kind: 'REGEX', pattern: '(canary' } },
    code: 'BAD_USER_INPUT',
    message: /pattern/,
    value: 'canary',
  },
  'a metric that the expected answers do not fit': {
    query: optimize,
    input: { ...good, metric: { kind: 'JSON_FIELDS' } },
    code: 'BAD_USER_INPUT',
    message: /JSON object/,
  },
  'a budget of 0': {
    query: optimize,
    input: { ...good, budget: { maxCalls: 0 } },
    code: 'BAD_USER_INPUT',
    message: /maxCalls/,
  },
  'a negative budget': {
    query: optimize,
    input: { ...good, budget: { maxUsd: -1 } },
    code: 'BAD_USER_INPUT',
    message: /maxUsd/,
  },
  // JSON has no NaN: it arrives as null, which is no limit.
  'a budget of NaN': {
    query: optimize,
    input: { ...good, budget: { maxUsd: NaN } },
    code: 'BAD_USER_INPUT',
    message: /budget|max/i,
  },
  'a budget of null': {
    query: optimize,
    input: { ...good, budget: { maxCalls: null } },
    code: 'BAD_USER_INPUT',
    message: /budget|max/i,
  },
  'no budget': {
    query: optimize,
    input: { ...good, budget: undefined },
    code: 'BAD_USER_INPUT',
    message: /input\.budget is required/,
  },
  'an empty budget': {
    query: optimize,
    input: { ...good, budget: {} },
    code: 'BAD_USER_INPUT',
    message: /budget|max/i,
  },
  'a fraction of a call': {
    query: optimize,
    input: { ...good, budget: { maxCalls: 1.5 } },
    code: 'BAD_USER_INPUT',
    message: /input\.budget\.maxCalls/,
  },
  'no concurrency': {
    query: optimize,
    input: { ...good, budget: { maxCalls: 10, maxConcurrency: 0 } },
    code: 'BAD_USER_INPUT',
    message: /maxConcurrency/,
  },
  'a key with a newline': {
    query: addCredential,
    input: { provider: 'openai', apiKey: 'sk-canary\nx-evil: 1' },
    code: 'BAD_USER_INPUT',
    message: /apiKey/,
    value: 'canary',
  },
  'an inline key with a newline': {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages, credential: { provider: 'openai', apiKey: 'sk-canary\r\nhost: x' } },
    code: 'BAD_USER_INPUT',
    message: /apiKey/,
    value: 'canary',
  },
  'a typo beside a secret': {
    query: addCredential,
    input: { provider: 'openai', apiKey: 'sk-canary', nmae: 'x' },
    code: 'BAD_USER_INPUT',
    message: /^input has a field that AddCredentialInput does not have; it has provider, apiKey/,
    value: 'canary',
  },
  'a typo in the secret’s own name': {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages, credential: { provider: 'openai', apikey: 'sk-canary' } },
    code: 'BAD_USER_INPUT',
    message: /^input\.credential has a field that CredentialInput does not have/,
    value: 'canary',
  },
  'a secret in the place of an enum': {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages: [{ role: 'sk-canary', content: 'x' }] },
    code: 'BAD_USER_INPUT',
    message: /^input\.messages\[0\]\.role is none of SYSTEM, USER, ASSISTANT, TOOL\.$/,
    value: 'canary',
  },
  'a secret that pretends to be a place': {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages: 'x" at "input.sk-canary"; ' },
    code: 'BAD_USER_INPUT',
    message: /^input/,
    value: 'canary',
  },
  'a secret that is an object': {
    query: addCredential,
    input: { provider: 'openai', apiKey: { is: 'sk-canary' } },
    code: 'BAD_USER_INPUT',
    message: /^input\.apiKey is not of type Secret/,
    value: 'canary',
  },
  'a field in no use': {
    query: addCredential,
    input: { provider: 'openai', apiKey: 'sk-canary-0123456789', fields: { secretly: 'canary' } },
    code: 'BAD_USER_INPUT',
    message: /secretly/,
    value: 'canary',
  },
  'no credential': {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages },
    code: 'NO_CREDENTIAL',
    message: /openai/,
    value: 'canary',
  },
  "another provider's credential": {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages, credential: { provider: 'anthropic', apiKey: 'sk-canary' } },
    code: 'CREDENTIAL_MISMATCH',
    message: /openai/,
    value: 'canary',
  },
  "a stranger's credential": {
    query: generate,
    input: { model: 'openai/gpt-5-mini', messages, credential: { id: "x' or 1=1 --" } },
    code: 'NOT_FOUND',
    message: /credential/,
    value: '1=1',
  },
  'an address of the network behind': {
    query: addCredential,
    input: { provider: 'openai-compatible', baseUrl: 'http://169.254.169.254/latest' },
    code: 'ENDPOINT_BLOCKED',
    message: /./,
    value: '169.254',
  },
  'both kinds of dataset': {
    query: optimize,
    input: { ...good, dataset: { id: 'x', examples } },
    code: 'BAD_USER_INPUT',
    message: /dataset|examples/i,
  },
  'a dataset that is not there': {
    query: optimize,
    input: { ...good, dataset: { id: '00000000-0000-4000-8000-000000000000' } },
    code: 'NOT_FOUND',
    message: /dataset/,
  },
};
