import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { hostileDocuments } from '../../../bench/operations/hostile-documents.js';
import { printSchemaText } from '../../../src/graphql/schema/print-schema-text.js';
import { checkedOperation } from '../../../src/server/checked-operation.js';
import { ClientErrors } from '../../../src/server/client-errors.js';
import { DocumentCache } from '../../../src/server/document-cache.js';
import { validationRules } from '../../../src/server/validation-rules.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const schema = buildSchema(printSchemaText());
const errors = new ClientErrors(schema, silent);
/** Of a fresh server, that remembers no document. */
const check = (query: string) => checkedOperation(schema, new DocumentCache(schema, validationRules(true)), { query });
const codesOf = (query: string): readonly unknown[] => {
  const checked = check(query);
  return 'errors' in checked ? checked.errors.map((error) => errors.format(error).extensions?.['code']) : [];
};
const mostMs = 100;
function cpuMs(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user } = process.cpuUsage(began);
  return user / 1e3;
}

beforeAll(() => {
  // What the compiler of the runtime does once.
  for (let count = 0; count < 2; count += 1) for (const make of Object.values(hostileDocuments)) check(make(30));
});

describe('documents that would cost a careless server much', () => {
  const names = Object.keys(hostileDocuments);

  it.each(names)('%s: told in time, in words of ours', (name) => {
    for (const size of [1, 30, 600, 50_000]) {
      const document = hostileDocuments[name]!(size);
      for (const code of codesOf(document)) expect(['QUERY_TOO_COMPLEX', 'BAD_USER_INPUT']).toContain(code);
      // The least of some: others use the processor, too.
      let least = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < 4 && least >= mostMs; tries += 1)
        least = Math.min(
          least,
          cpuMs(() => check(document)),
        );
      expect([size, least < mostMs]).toEqual([size, true]);
    }
  });

  it.each([
    ['aliases of a query', 10_000],
    ['aliases of __typename', 31],
    ['aliases of __schema', 31],
    ['aliased mutations', 1_000],
    ['aliased spending', 2],
    ['duplicate fields', 50_000],
    ['duplicate objects', 1_100],
    ['directives on a field', 20_000],
    ['depth of fields', 500],
    ['depth of braces', 500],
    ['depth of inline fragments', 500],
    ['depth of lists', 1_900],
    ['depth of a JSON literal', 1_900],
    ['depth of objects', 1_200],
    ['depth of a type', 1_900],
    ['a fragment bomb in fields', 5],
    ['operations', 50],
    ['a comment', 50_000],
    ['a block of lines', 50_000],
    ['a long name', 50_000],
    ['large pages in large pages', 1],
    ['pages by fragments', 12],
    ['pages by a default', 1],
  ])('%s, %s of it, are refused as too complex', (name, size) => {
    expect(codesOf(hostileDocuments[name]!(size))).toContain('QUERY_TOO_COMPLEX');
  });

  it.each(['a fragment cycle', 'a fragment of itself', 'a long fragment cycle', 'a cycle through fields'])(
    '%s is an error, and no endless loop',
    (name) => {
      expect(codesOf(hostileDocuments[name]!(100))).toContain('BAD_USER_INPUT');
    },
  );

  it('a rule that fails in the middle tells of the document, not of a fault', () => {
    expect(codesOf('subscription { optimization(id: "x") @include { cursor } }')).toContain('BAD_USER_INPUT');
    expect(codesOf('{ viewer { id')).toEqual(['BAD_USER_INPUT']);
  });

  it('a message repeats no more than the beginning of a name', () => {
    const checked = check(`{ ${'a'.repeat(50_000)} }`);
    for (const error of 'errors' in checked ? checked.errors : [])
      expect(errors.format(error).message.length).toBeLessThan(400);
  });
});

it('forgets documents beyond what it may keep, the oldest first', () => {
  const documents = new DocumentCache(schema, validationRules(true));
  const many = (n: number) => `query Q${n} { viewer { ${'id name '.repeat(450)} } }`;
  const kept = (n: number) => (documents.check(many(n)) as { readonly document: object }).document;
  const first = kept(0);
  expect(kept(0)).toBe(first);
  for (let n = 1; n < 70; n += 1) kept(n);
  expect(kept(69)).toBe(kept(69));
  expect(kept(0)).not.toBe(first);
});
