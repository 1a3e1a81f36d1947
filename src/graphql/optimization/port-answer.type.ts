import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('PortAnswer', { description: 'What a model answered, and its score.', simpleResolvers: true })
export class PortAnswerType {
  @Field(() => String, { description: 'The answer, its first 2,000 characters.' })
  output!: string;

  @Field(() => Float, { description: '0 to 1.' })
  score!: number;
}
