import { Field, ObjectType } from 'type-graphql';
import { PromptType } from '../prompts/prompt.type.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { ScoreType } from './score.type.js';

@ObjectType('OptimizationResult', { description: 'What an optimization found.', simpleResolvers: true })
export class OptimizationResultType {
  @Field(() => PromptType, { description: 'The best prompt; the one given where none was better.' })
  prompt!: PromptType;

  @Field(() => ModelRefScalar, { description: 'The model that it is best for.' })
  model!: string;

  @Field(() => ScoreType, {
    nullable: true,
    description: 'Of the prompt given, on the held-out test split where there is one.',
  })
  baseline?: ScoreType;

  @Field(() => ScoreType, {
    nullable: true,
    description: 'Of the best prompt, on the held-out test split where there is one.',
  })
  best?: ScoreType;

  @Field(() => Boolean, { description: 'Whether the best prompt is another than the one given.' })
  improved!: boolean;

  @Field(() => PromptType, {
    nullable: true,
    description: 'The version that it was saved as, by `saveAs`; null where it was not, or is deleted.',
  })
  savedAs?: PromptType | null;

  @Field(() => String, { description: 'The outcome in a sentence.' })
  summary!: string;
}
