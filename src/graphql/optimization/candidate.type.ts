import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../paging/connection-type.js';
import { PromptType } from '../prompts/prompt.type.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { ScoreType } from './score.type.js';

@ObjectType('Candidate', { description: 'A prompt that an optimization tried.', simpleResolvers: true })
export class CandidateType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => PromptType, { description: 'The prompt.' })
  prompt!: PromptType;

  @Field(() => ModelRefScalar, { description: 'The model that ran it.' })
  model!: string;

  @Field(() => ScoreType, {
    nullable: true,
    description:
      'On the validation split, which chooses: the best of many looks better there than it is, so go by `test`. Null while it is not scored there.',
  })
  validation?: ScoreType;

  @Field(() => ScoreType, {
    nullable: true,
    description:
      'On examples that chose nothing: the held-out test split, where only the baseline and the best are scored; in an evaluation, all that were scored.',
  })
  test?: ScoreType;

  @Field(() => Float, { nullable: true, description: 'US dollars; null where no price is known.' })
  costPerCall?: number;

  @Field(() => Float, { nullable: true, description: 'Milliseconds of a call.' })
  latencyMs?: number;

  @Field(() => [ID], { description: 'Candidates that it was made from.' })
  parents!: readonly string[];

  @Field(() => String, { description: 'How it came to be, in words.' })
  origin!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What a choice among models has shown of it, in words, for example why it was dropped; else null.',
  })
  verdict?: string;
}

export const CandidateConnectionType = connectionType('Candidate', 'candidates', CandidateType);
