import { Field, InputType } from 'type-graphql';
import type { OptimizationStrategy } from '../../use-cases/optimization/optimize-prompt-input.js';
import { OptimizationStrategyEnum } from '../enums/optimization-strategy.enum.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { OptimizationInput } from './optimization.input.js';

@InputType('OptimizePromptInput', { description: 'A prompt to make better, and what better means.' })
export class OptimizePromptInput extends OptimizationInput {
  @Field(() => ModelRefScalar, { description: 'Runs the prompt.' })
  model!: string;

  @Field(() => ModelRefScalar, {
    nullable: true,
    description: 'Writes new instructions; the same model where left out.',
  })
  proposer?: string;

  @Field(() => OptimizationStrategyEnum, {
    nullable: true,
    defaultValue: 'auto',
    description: 'How to look for better prompts.',
  })
  strategy?: OptimizationStrategy;

  @Field(() => String, { nullable: true, description: 'Save the best prompt under this name, if it is better.' })
  saveAs?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'With `saveAs`: put the label `production` on the version saved, so that `runPrompt` runs it. Else no label moves.',
  })
  promote?: boolean;
}
