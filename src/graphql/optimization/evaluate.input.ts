import { Field, InputType } from 'type-graphql';
import type { Split } from '../../datasets/dataset-store.js';
import { SplitEnum } from '../enums/split.enum.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { OptimizationInput } from './optimization.input.js';

@InputType('EvaluateInput', { description: 'A prompt to score, and on what.' })
export class EvaluateInput extends OptimizationInput {
  @Field(() => ModelRefScalar, { description: 'Runs the prompt.' })
  model!: string;

  @Field(() => SplitEnum, {
    nullable: true,
    description: 'Only the examples of this split, pinned or drawn by the seed; every example where left out.',
  })
  split?: Split;
}
