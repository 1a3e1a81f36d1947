import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('Price', { description: 'US dollars for one million tokens.', simpleResolvers: true })
export class PriceType {
  @Field(() => Float, { description: 'Of the input.' })
  inputPerMillion!: number;

  @Field(() => Float, { description: 'Of the output, hidden reasoning included.' })
  outputPerMillion!: number;

  @Field(() => Float, { nullable: true, description: "Of input that the provider's prompt cache knows." })
  cachedInputPerMillion?: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was read from the published list.' })
  asOf?: Date;
}
