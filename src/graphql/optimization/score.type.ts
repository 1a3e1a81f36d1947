import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Split } from '../../datasets/dataset-store.js';
import { SplitEnum } from '../enums/split.enum.js';
import { AdjustedGainType } from './adjusted-gain.type.js';
import { GainType } from './gain.type.js';

@ObjectType('Score', {
  description:
    'With a 95% interval; `pairedP` tests against the baseline on the same examples. Of a prompt that these very examples chose, for want of a test split, the interval allows for how many it was chosen from.',
  simpleResolvers: true,
})
export class ScoreType {
  @Field(() => SplitEnum, {
    nullable: true,
    description: 'The split that was scored; null for examples of all splits.',
  })
  split?: Split;

  @Field(() => Float, { description: 'Mean of the metric, 0 to 1.' })
  mean!: number;

  @Field(() => Float, { description: 'Lower end of the interval.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of the interval.' })
  high!: number;

  @Field(() => Int, { description: 'How many examples were scored.' })
  examples!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided, against the baseline on the same examples; null for the baseline.',
  })
  pairedP?: number;

  @Field(() => GainType, {
    nullable: true,
    description: 'Over the baseline on the same examples; null for the baseline.',
  })
  pairedGain?: GainType;

  @Field(() => AdjustedGainType, {
    nullable: true,
    description: 'Where the same examples chose this prompt and judge it, since there is no test split; else null.',
  })
  adjustedGain?: AdjustedGainType;

  @Field(() => Int, {
    nullable: true,
    description:
      'How often each example was asked and its scores averaged, because the model is noisy; null where once. `examples` counts each example once.',
  })
  repeats?: number;
}
