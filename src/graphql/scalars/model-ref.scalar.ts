import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const limit = 300;

function modelRef(value: unknown): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= limit) return value;
  throw new GraphQLError(`A ModelRef is a string of at most ${limit} characters such as openai/gpt-5-mini.`);
}

export const ModelRefScalar = new GraphQLScalarType<string, string>({
  name: 'ModelRef',
  description:
    '`provider/model`, for example `anthropic/claude-sonnet-4-5` or `groq/openai/gpt-oss-120b`: what stands before the first slash is the provider, all after it is what the provider itself calls the model. Or `alias:NAME`, a name of your own for one.',
  serialize: (value) => String(value),
  parseValue: modelRef,
  parseLiteral: (node) => modelRef(node.kind === Kind.STRING ? node.value : undefined),
});
