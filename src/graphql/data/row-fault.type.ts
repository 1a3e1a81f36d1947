import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('RowFault', {
  description: 'What is wrong with a row of a file, without a value of it.',
  simpleResolvers: true,
})
export class RowFaultType {
  @Field(() => Int, { description: 'The line of the file at which the row begins.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'The field or column, where it is about one with a plain name.' })
  field?: string;

  @Field(() => String, { description: 'In words that follow "line 7".' })
  problem!: string;
}
