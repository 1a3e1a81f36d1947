import { Field, InputType, Int } from 'type-graphql';
import { CredentialInput } from '../custody/credential.input.js';
import { DatasetInput } from '../data/dataset.input.js';
import { PromptInput } from '../prompts/prompt.input.js';
import { BudgetInput } from './budget.input.js';
import { MetricInput } from './metric.input.js';

/** What every kind of optimization is asked for with; never an input of its own. */
@InputType({ description: 'What every kind of optimization is asked for with.' })
export abstract class OptimizationInput {
  @Field(() => PromptInput, { description: 'The prompt, saved or as it stands.' })
  prompt!: PromptInput;

  @Field(() => DatasetInput, { description: 'The examples.' })
  dataset!: DatasetInput;

  @Field(() => MetricInput, { description: 'What makes an answer good.' })
  metric!: MetricInput;

  @Field(() => BudgetInput, { description: 'How much may be spent.' })
  budget!: BudgetInput;

  @Field(() => Int, { nullable: true, description: 'The same seed and the same answers give the same candidates.' })
  seed?: number;

  @Field(() => [CredentialInput], {
    nullable: true,
    description:
      "One for each provider used, where the tenant's default is not meant. Keys given here are sealed for the run and destroyed at its end.",
  })
  credentials?: CredentialInput[];

  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input gives the same optimization, never a second one.',
  })
  idempotencyKey?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Check and quote it, but spend nothing: it is PAUSED until `resumeOptimization`. `deleteOptimization` where the quote does not please.',
  })
  startPaused?: boolean;
}
