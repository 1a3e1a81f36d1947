import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('SpendingAmounts', { description: 'Counts are Floats: they pass 2^31.', simpleResolvers: true })
export class SpendingAmountsType {
  @Field(() => Float, { nullable: true, description: 'US dollars; null where they are not limited.' })
  usd!: number | null;

  @Field(() => Float, { nullable: true, description: 'Calls; null where they are not limited.' })
  calls!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Tokens of requests and answers together; null where they are not limited.',
  })
  tokens!: number | null;
}
