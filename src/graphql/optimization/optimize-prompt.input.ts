import { Field, InputType, Int } from 'type-graphql';
import type { OptimizationStrategy } from '../../use-cases/optimize-prompt-input.js';
import { CredentialInput } from '../custody/credential.input.js';
import { DatasetInput } from '../data/dataset.input.js';
import { OptimizationStrategyEnum } from '../enums/optimization-strategy.enum.js';
import { PromptInput } from '../prompts/prompt.input.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { BudgetInput } from './budget.input.js';
import { MetricInput } from './metric.input.js';

@InputType('OptimizePromptInput', { description: 'A prompt to make better, and what better means.' })
export class OptimizePromptInput {
  @Field(() => PromptInput, { description: 'Where to start.' })
  prompt!: PromptInput;

  @Field(() => ModelRefScalar, { description: 'Runs the prompt.' })
  model!: string;

  @Field(() => ModelRefScalar, {
    nullable: true,
    description: 'Writes new instructions; the same model where left out.',
  })
  proposer?: string;

  @Field(() => DatasetInput, { description: 'Examples to learn from, to choose by and to measure with.' })
  dataset!: DatasetInput;

  @Field(() => MetricInput, { description: 'What makes an answer good.' })
  metric!: MetricInput;

  @Field(() => BudgetInput, { description: 'How much may be spent.' })
  budget!: BudgetInput;

  @Field(() => OptimizationStrategyEnum, {
    nullable: true,
    defaultValue: 'auto',
    description: 'How to look for better prompts.',
  })
  strategy?: OptimizationStrategy;

  @Field(() => Int, { nullable: true, description: 'The same seed and the same answers give the same candidates.' })
  seed?: number;

  @Field(() => [CredentialInput], {
    nullable: true,
    description:
      "One for each provider used, where the tenant's default is not meant. Keys given here are sealed for the run and destroyed at its end.",
  })
  credentials?: CredentialInput[];

  @Field(() => String, { nullable: true, description: 'Save the best prompt under this name, if it is better.' })
  saveAs?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input gives the same optimization, never a second one.',
  })
  idempotencyKey?: string;
}
