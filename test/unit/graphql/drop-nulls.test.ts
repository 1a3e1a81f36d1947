import { describe, expect, it } from '@jest/globals';
import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import { dropNulls } from '../../../src/graphql/schema/drop-nulls.js';

const sdl = `
  scalar JSON
  enum Color { RED, BLUE }
  input Inner { json: JSON, text: String, n: Float = 8, list: [Inner!], colors: [Color!], words: [String!] }
  type Query { field(first: Int = 50, inner: Inner, list: [Inner!]): String }
`;

async function seen(argument: string): Promise<unknown> {
  const schema: GraphQLSchema = buildSchema(sdl);
  let args: unknown;
  schema.getQueryType()!.getFields().field!.resolve = (_source, given) => {
    args = given;
    return 'x';
  };
  const { errors } = await graphql({ schema: dropNulls(schema), source: `{ field${argument} }` });
  if (errors) throw errors[0]!.originalError ?? errors[0]!;
  return args;
}

describe('arguments as resolvers see them', () => {
  it('take null for left out, with the default', async () => {
    expect(await seen('')).toEqual({ first: 50 });
    expect(await seen('(first: null, inner: null)')).toEqual({ first: 50 });
    expect(await seen('(inner: { text: null, n: null, list: [{ text: null }] })')).toEqual({
      first: 50,
      inner: { n: 8, list: [{ n: 8 }] },
    });
  });

  it('keep a null that is a value', async () => {
    expect(await seen('(inner: { json: null }, list: [{ json: { a: null } }])')).toEqual({
      first: 50,
      inner: { n: 8, json: null },
      list: [{ n: 8, json: { a: null } }],
    });
  });

  it('name each of the values of an enum once, however often they are given', async () => {
    const colors = 'RED BLUE '.repeat(50);
    expect(await seen(`(inner: { colors: [${colors}], words: ["a", "a"] })`)).toMatchObject({
      inner: { colors: ['RED', 'BLUE'], words: ['a', 'a'] },
    });
  });

  it('hold no JSON that nests too deep to be written down again', async () => {
    const schema = buildSchema(sdl);
    schema.getQueryType()!.getFields().field!.resolve = () => 'x';
    const askedWith = (depth: number) =>
      graphql({
        schema: dropNulls(schema),
        source: 'query ($inner: Inner!) { field(list: [$inner]) }',
        variableValues: JSON.parse(`{"inner":{"json":${'['.repeat(depth)}${']'.repeat(depth)}}}`) as never,
      });
    expect((await askedWith(200)).errors).toBeUndefined();
    expect((await askedWith(20_000)).errors![0]!.message).toBe('json nests too deep.');
  });

  it('are numbers that JSON can write', async () => {
    await expect(seen('(inner: { n: 1e999 })')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'n is not a finite number.',
    });
  });
});
