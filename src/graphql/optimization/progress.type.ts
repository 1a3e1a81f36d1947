import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Progress', { description: 'How far an optimization has come.', simpleResolvers: true })
export class ProgressType {
  @Field(() => Float, { description: '0 to 1.' })
  fraction!: number;

  @Field(() => String, { description: 'What it is at, in a word or two.' })
  phase!: string;

  @Field(() => Int, { description: 'Calls made.' })
  callsDone!: number;

  @Field(() => Int, { description: 'Calls that it means to make in all; may change.' })
  callsPlanned!: number;

  @Field(() => Float, { nullable: true, description: 'Best mean score on the validation split so far.' })
  bestValidation?: number;
}
