import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Forecast', {
  description:
    'What the rest of the budget will buy, at the rate at which it was spent so far. The run may end sooner, where there is nothing left to find.',
  simpleResolvers: true,
})
export class ForecastType {
  @Field(() => Int, { description: 'Calls that are still affordable.' })
  calls!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What they will cost in US dollars; null where no price is known.',
  })
  usd?: number;

  @Field(() => Float, { description: 'Seconds that they will take.' })
  seconds!: number;
}
