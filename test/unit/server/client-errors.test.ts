import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError, buildSchema, parse, validate, type OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { ByomError, ProviderError, errorCodes } from '../../../src/sdk/index.js';
import { ClientErrors } from '../../../src/server/client-errors.js';
import { errorTable } from '../../../src/server/error-table.js';

const root = path.resolve(import.meta.dirname, '../../..');
const schema = buildSchema(readFileSync(path.join(root, 'schema.graphql'), 'utf8'));
const logged: string[] = [];
const log = (fields: object, message: string) => void logged.push(JSON.stringify(fields) + message);
const errors = new ClientErrors(schema, { info: log, warn: log, error: log });

const generate = parse('mutation ($input: GenerateInput!) { generate(input: $input) { text } }');
const [operation] = generate.definitions as [OperationDefinitionNode];
function coercionErrors(variables: Record<string, unknown>) {
  const { errors: found = [] } = getVariableValues(schema, operation.variableDefinitions!, variables);
  return found.map((error) => errors.format(error));
}

const message = { role: 'USER', content: 'x' };
const valid = { model: 'a/b', messages: [message], parameters: { temperature: 1 }, credential: { provider: 'a' } };

describe('errors of variables', () => {
  it.each([
    [{ ...valid, extra: 1 }, /^input has a field that GenerateInput does not have; it has model, messages,/],
    [{ ...valid, credential: { apikey: 1 } }, /^input\.credential has a field that CredentialInput does not have/],
    [{ ...valid, model: undefined }, /^input\.model is required\.$/],
    [{ ...valid, messages: [{ content: 'x' }] }, /^input\.messages\[0\]\.role is required\.$/],
    [
      { ...valid, messages: [{ role: 'KING' }] },
      /^input\.messages\[0\]\.role is none of SYSTEM, USER, ASSISTANT, TOOL\.$/,
    ],
    [{ ...valid, parameters: { temperature: 'hot' } }, /^input\.parameters\.temperature is not of type Float\.$/],
    [{ ...valid, parameters: 3 }, /^input\.parameters is not of type ParametersInput\.$/],
    [null, /^Variable \$input must not be null\.$/],
    [undefined, /^Variable \$input is required\.$/],
    [7, /^input is not of type GenerateInput!\.$/],
  ])('name the place: %j', (input, expected) => {
    const [error] = coercionErrors(input === undefined ? {} : { input });
    expect(error!.message).toMatch(expected);
    expect(error!.extensions).toEqual({ code: 'BAD_USER_INPUT', retryable: false });
  });

  it('never hold a value, wherever it stands and whatever it looks like', () => {
    const canary = 'cAnArY7';
    const disguises = [
      canary,
      `${canary}" at "input.model"; x`,
      `Field "${canary}" is not defined by type "GenerateInput"`,
    ];
    const value = fc.oneof(
      fc.constantFrom(...disguises),
      fc.record({ [canary]: fc.constantFrom(...disguises) }),
      fc.array(fc.constantFrom(...disguises), { minLength: 1 }),
    );
    const field = fc.constantFrom(
      'model',
      'messages',
      'parameters',
      'responseFormat',
      'credential',
      'tools',
      'endUser',
      canary,
    );
    const inner = fc.constantFrom('role', 'content', 'temperature', 'kind', 'apiKey', 'fields', 'baseUrl', canary);
    fc.assert(
      fc.property(field, inner, value, fc.boolean(), (name, below, what, nested) => {
        const input = { ...valid, [name]: nested ? { [below]: what } : what };
        for (const { message: text } of coercionErrors({ input })) expect(text).not.toContain(canary);
      }),
      { numRuns: 500 },
    );
  });
});

describe('errors of documents', () => {
  it('never hold a literal', () => {
    const canary = 'cAnArY7';
    const literal = fc.constantFrom(
      `"${canary}"`,
      canary,
      `[${canary}]`,
      `{ ${canary}: "${canary}" }`,
      `{ role: ${canary} }`,
      `"""${canary}`,
    );
    const place = fc.constantFrom('model', 'messages', 'parameters', 'credential', 'idempotencyKey');
    fc.assert(
      fc.property(place, literal, (name, text) => {
        const query = `mutation { generate(input: { ${name}: ${text} }) { text } }`;
        let found: readonly GraphQLError[];
        try {
          found = validate(schema, parse(query)).map(
            (error) =>
              new GraphQLError(error.message, {
                nodes: error.nodes,
                extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
              }),
          );
        } catch (error) {
          found = [error as GraphQLError];
        }
        for (const error of found) {
          const { message: shown, extensions } = errors.format(error);
          expect(shown).not.toContain(canary);
          expect(extensions!.code).toBe('BAD_USER_INPUT');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tell what is not in the schema, without suggesting what is', () => {
    const [error] = validate(schema, parse('{ viewe { id } }'));
    const marked = new GraphQLError(error!.message, {
      nodes: error!.nodes,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(errors.format(marked).message).toBe('Cannot query field "viewe" on type "Query".');
  });
});

describe('errors of the product', () => {
  it("show a provider's failure beside the code", () => {
    const failure = new ProviderError('RATE_LIMITED', 'Slow down.', {
      status: 429,
      requestId: 'req_1',
      retryAfterMs: 2000,
      details: { provider: { id: 'openai', status: 429, requestId: 'req_1', retryAfterMs: 2000 }, inDoubt: 1 },
    });
    const wrapped = new GraphQLError('x', { originalError: failure, path: ['generate'] });
    expect(errors.format(wrapped)).toEqual({
      message: 'Slow down.',
      locations: undefined,
      path: ['generate'],
      extensions: {
        code: 'RATE_LIMITED',
        retryable: true,
        provider: { id: 'openai', status: 429, requestId: 'req_1', retryAfterMs: 2000 },
        details: { inDoubt: 1 },
      },
    });
  });

  it('always say whether trying again can help', () => {
    for (const code of Object.keys(errorCodes) as (keyof typeof errorCodes)[]) {
      const { extensions } = errors.format(new GraphQLError('x', { originalError: new ByomError(code, 'x') }));
      expect(extensions).toEqual({ code, retryable: errorCodes[code].retryable });
    }
  });

  it('hide what is not foreseen, and log where it happened without its message', () => {
    logged.length = 0;
    const shown = errors.format(
      new GraphQLError('canary', { originalError: new TypeError('canary'), path: ['usage'] }),
    );
    expect(JSON.stringify(shown)).not.toContain('canary');
    expect(shown.extensions!.code).toBe('INTERNAL');
    expect(logged).toHaveLength(1);
    expect(logged[0]).not.toContain('canary');
    expect(logged[0]).toContain((shown.extensions!.details as { id: string }).id);
    expect(logged[0]).toContain('TypeError');
  });

  it('stand in the README as in the table', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const between = /<!-- error codes[^\n]*-->([^]*?)<!-- \/error codes -->/.exec(readme)![1]!;
    const words = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => line.replaceAll(/\s+/g, ' '));
    expect(words(between)).toEqual(words(errorTable()));
    expect(words(errorTable())).toHaveLength(Object.keys(errorCodes).length);
  });
});
