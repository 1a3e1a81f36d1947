import { Field, Float, InputType, Int } from 'type-graphql';
import type { ReasoningEffort } from '../../sdk/index.js';
import { ReasoningEffortEnum } from '../enums/reasoning-effort.enum.js';

@InputType('ParametersInput', {
  description: "Sampling parameters by uniform names; what is left out is the provider's own default.",
})
export class ParametersInput {
  @Field(() => Float, { nullable: true, description: '0 (most likely words) to 2 (most varied).' })
  temperature?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sample from the likeliest tokens that make up this share, 0 to 1.',
  })
  topP?: number;

  @Field(() => Int, { nullable: true, description: 'Sample from so many of the likeliest tokens.' })
  topK?: number;

  @Field(() => Int, { nullable: true, description: 'Tokens of the answer at most, hidden reasoning included.' })
  maxOutputTokens?: number;

  @Field(() => [String], { nullable: true, description: 'Texts that end the answer.' })
  stop?: string[];

  @Field(() => Int, { nullable: true, description: 'For answers as repeatable as the provider can make them.' })
  seed?: number;

  @Field(() => Float, { nullable: true, description: '-2 to 2; above 0 makes frequent words less likely.' })
  frequencyPenalty?: number;

  @Field(() => Float, { nullable: true, description: '-2 to 2; above 0 makes words that occurred less likely.' })
  presencePenalty?: number;

  @Field(() => Int, { nullable: true, description: 'How many choices to return.' })
  n?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many alternatives to give log probabilities for, at each token.',
  })
  logprobs?: number;

  @Field(() => ReasoningEffortEnum, { nullable: true, description: 'How much to think before answering.' })
  reasoningEffort?: ReasoningEffort;
}
