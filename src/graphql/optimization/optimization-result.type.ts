import { Field, ObjectType } from 'type-graphql';
import type { VerdictKind } from '../../optimization/optimization-store.js';
import { PromptType } from '../prompts/prompt.type.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { OptimizationVerdictEnum } from '../enums/optimization-verdict.enum.js';
import { ScoreType } from './score.type.js';
import { ToDecideType } from './to-decide.type.js';

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

  @Field(() => Boolean, {
    description:
      'Whether the best prompt is better than the one given, shown by its gain: the verdict is IMPROVED. Of a choice of model: whether what was asked for was found, and is not the first of `models`.',
  })
  improved!: boolean;

  @Field(() => PromptType, {
    nullable: true,
    description: 'The version that it was saved as, by `saveAs`; null where it was not, or is deleted.',
  })
  savedAs?: PromptType | null;

  @Field(() => OptimizationVerdictEnum, {
    nullable: true,
    description: 'What may be said of the best prompt; null where nothing was compared.',
  })
  verdict?: VerdictKind;

  @Field(() => ToDecideType, {
    nullable: true,
    description:
      'What would settle a verdict of NOT_PROVEN; null where it is settled, or where no test could settle it.',
  })
  toDecide?: ToDecideType;

  @Field(() => String, { description: 'The outcome in a sentence.' })
  summary!: string;
}
