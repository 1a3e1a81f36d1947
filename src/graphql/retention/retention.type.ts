import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('Retention', {
  description:
    'How long the server keeps what customers store: the shorter of what the tenant and the operator have set. What is past it is deleted for good within minutes, as if by hand; what it has cost stays in the accounts.',
})
export class RetentionType {
  @Field(() => Int, {
    nullable: true,
    description:
      'Days for which an optimization of any kind is kept after it ended, with its examples, candidates, events, scores and answers; one that is paused and does not go on by itself, after it was last heard of. Answers kept for idempotency keys go after as many days, and after two days in any case. Null: until deleted.',
  })
  runDays!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Days for which a dataset, and a saved prompt with all its versions, is kept after it was last changed, read by its id or name, or used, to within an hour. Null: until deleted.',
  })
  libraryDays!: number | null;

  @Field(() => Int, { nullable: true, description: 'The longest `runDays` that the operator allows; null: any.' })
  longestRunDays!: number | null;

  @Field(() => Int, { nullable: true, description: 'The longest `libraryDays` that the operator allows; null: any.' })
  longestLibraryDays!: number | null;
}

@InputType('RetentionInput', {
  description: 'For how long things are kept. Both are set: what is left out goes by what the operator has set.',
})
export class RetentionInput {
  @Field(() => Int, { nullable: true, description: '1 to 36,500, or to the longest that the operator allows.' })
  runDays?: number;

  @Field(() => Int, { nullable: true, description: '1 to 36,500, or to the longest that the operator allows.' })
  libraryDays?: number;
}
