import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('AdjustedGain', {
  description:
    'The gain of a prompt judged by the very examples that chose it, for want of a test split. The best of many looks better than it is, so the interval is widened by their number (Bonferroni).',
  simpleResolvers: true,
})
export class AdjustedGainType {
  @Field(() => Float, { description: 'The mean difference, overstated.' })
  mean!: number;

  @Field(() => Float, { description: 'Lower end of the interval; above 0 the gain is no accident of choosing.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of the interval.' })
  high!: number;

  @Field(() => Int, { description: 'How many prompts it was chosen from.' })
  comparisons!: number;
}
