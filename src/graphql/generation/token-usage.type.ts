import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('TokenUsage', {
  description:
    "`inputTokens` includes those read from a cache or written to one, and `outputTokens` reasoning ones, whatever the provider's own way of counting.",
  simpleResolvers: true,
})
export class TokenUsageType {
  @Field(() => Int, { description: 'Tokens of the request, cached ones included.' })
  inputTokens!: number;

  @Field(() => Int, { description: "Of these, those that the provider's prompt cache knew." })
  cachedInputTokens!: number;

  @Field(() => Int, { description: "Of the request's tokens, those that were written to the provider's prompt cache." })
  cacheWriteTokens!: number;

  @Field(() => Int, { description: 'Tokens of the answer, reasoning included.' })
  outputTokens!: number;

  @Field(() => Int, { description: 'Of these, those spent on reasoning.' })
  reasoningTokens!: number;

  @Field(() => Int, { description: 'Input and output together.' })
  totalTokens!: number;

  @Field(() => Boolean, { description: 'True where the provider did not say and the server estimated.' })
  estimated!: boolean;
}
