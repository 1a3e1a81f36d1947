import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('Gain', {
  description: 'Mean difference from the baseline on the same examples, with its 95% interval.',
  simpleResolvers: true,
})
export class GainType {
  @Field(() => Float, { description: 'The mean difference.' })
  mean!: number;

  @Field(() => Float, { description: 'Lower end of the interval; above 0 the gain is no accident.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of the interval.' })
  high!: number;
}
