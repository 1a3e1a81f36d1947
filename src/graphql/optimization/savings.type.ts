import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Savings', {
  description: 'Calls that an optimization did not have to make, at the mean price of those that it made.',
  simpleResolvers: true,
})
export class SavingsType {
  @Field(() => Int, { description: 'Answers used again instead of being bought.' })
  cachedCalls!: number;

  @Field(() => Float, { nullable: true, description: 'What they would have cost; null where no price is known.' })
  cachedUsd?: number;

  @Field(() => Int, {
    description:
      'Validation examples that candidates were never run on, because they were dropped or had won before: against scoring every candidate on all of them.',
  })
  droppedCalls!: number;

  @Field(() => Float, { nullable: true, description: 'What these would have cost; null where no price is known.' })
  droppedUsd?: number;
}
