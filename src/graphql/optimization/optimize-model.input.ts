import { Field, Float, InputType } from 'type-graphql';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { OptimizationInput } from './optimization.input.js';

@InputType('OptimizeModelInput', { description: 'A prompt, and the models to choose from.' })
export class OptimizeModelInput extends OptimizationInput {
  @Field(() => [ModelRefScalar], {
    description:
      '2 to 20, of any providers. Put the one in use now first: the choice is compared with it. Of models without a known price the first or the fastest counts as cheapest, after all that have one.',
  })
  models!: string[];

  @Field(() => Float, {
    nullable: true,
    description: 'The bar: a mean score above 0 and below 1. Left out: the whole frontier.',
  })
  minQuality?: number;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Also adapt the prompt to each model before judging it: a short search on the training examples, which takes up to half of the budget. The models are then judged on validation examples alone.',
  })
  portEach?: boolean;

  @Field(() => ModelRefScalar, {
    nullable: true,
    description: 'Writes new instructions for `portEach`; the first of `models` where left out.',
  })
  proposer?: string;
}
