import { Field, ObjectType } from 'type-graphql';
import { RangeType } from './range.type.js';

@ObjectType('Quote', { description: 'Ranges that hold the real spend nine times in ten.', simpleResolvers: true })
export class QuoteType {
  @Field(() => RangeType, { description: 'Calls.' })
  calls!: RangeType;

  @Field(() => RangeType, { description: 'Tokens, input and output together.' })
  tokens!: RangeType;

  @Field(() => RangeType, { nullable: true, description: 'US dollars; null where no price is known.' })
  usd?: RangeType;

  @Field(() => RangeType, { description: 'Seconds.' })
  seconds!: RangeType;
}
