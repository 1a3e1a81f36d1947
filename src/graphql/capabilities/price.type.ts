import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true })
class PriceRatesType {
  @Field(() => Float, { description: 'Of the input.' })
  inputPerMillion!: number;

  @Field(() => Float, { description: 'Of the output, hidden reasoning included.' })
  outputPerMillion!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Of input that the provider's prompt cache knows; null where it costs what other input does.",
  })
  cachedInputPerMillion?: number;

  @Field(() => Float, {
    nullable: true,
    description: "Of input that is written to the provider's prompt cache; null where it costs what other input does.",
  })
  cacheWritePerMillion?: number;
}

@ObjectType('PriceTier', {
  description: 'US dollars for one million tokens of a whole call whose input is longer than this.',
  simpleResolvers: true,
})
export class PriceTierType extends PriceRatesType {
  @Field(() => Int, { description: 'Tokens of input.' })
  aboveInputTokens!: number;
}

@ObjectType('Price', { description: 'US dollars for one million tokens.', simpleResolvers: true })
export class PriceType extends PriceRatesType {
  @Field(() => [PriceTierType], { description: 'Where longer inputs cost more; the rates above are of the shortest.' })
  tiers!: readonly PriceTierType[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was read from the published list.' })
  asOf?: Date;
}
