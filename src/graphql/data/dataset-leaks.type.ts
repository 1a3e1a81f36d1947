import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('DatasetLeaks', {
  description: 'Examples of which the same, or nearly the same, inputs are pinned to several splits.',
  simpleResolvers: true,
})
export class DatasetLeaksType {
  @Field(() => Int, { description: 'How many examples there are, in all of the splits.' })
  count!: number;

  @Field(() => [ID], { description: 'The first 20 of them.' })
  examples!: readonly string[];
}
