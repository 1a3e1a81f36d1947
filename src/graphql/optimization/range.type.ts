import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('Range', { description: 'From low to high.', simpleResolvers: true })
export class RangeType {
  @Field(() => Float, { description: 'The lower end.' })
  low!: number;

  @Field(() => Float, { description: 'The upper end.' })
  high!: number;
}
