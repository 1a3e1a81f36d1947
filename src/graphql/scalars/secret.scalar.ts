import { GraphQLError, GraphQLScalarType } from 'graphql';

const refused = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** Query texts end up in logs and caches, variables do not: a secret comes in a variable or not at all. */
export const SecretScalar = new GraphQLScalarType<string, never>({
  name: 'Secret',
  description: "A secret. Accepted only in variables, never in the document's text; never returned.",
  serialize() {
    throw new Error('A secret is never returned.');
  },
  parseValue(value) {
    if (typeof value === 'string') return value;
    throw refused('A Secret is a string.');
  },
  parseLiteral() {
    throw refused("A Secret is accepted only in a variable, never in the document's text.");
  },
});
