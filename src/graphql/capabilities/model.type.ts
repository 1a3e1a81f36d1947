import { Field, Int, ObjectType } from 'type-graphql';
import type { ModelFeature } from '../../sdk/index.js';
import { ModelFeatureEnum } from '../enums/model-feature.enum.js';
import { connectionType } from '../paging/connection-type.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';

@ObjectType('Model', { description: 'One model of one provider, with all that is known of it.', simpleResolvers: true })
export class ModelType {
  @Field(() => ModelRefScalar, { description: 'What to give as `model` in a request.' })
  ref!: string;

  @Field(() => String, { description: 'What the provider itself calls it.' })
  providerModelId!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Tokens, input and output together unless a quirk says otherwise; null where it is not known.',
  })
  contextWindow?: number;

  @Field(() => Int, { nullable: true, description: 'Tokens, where the input has a limit of its own.' })
  maxInputTokens?: number;

  @Field(() => Int, { nullable: true, description: 'Tokens of one answer at most; null where it is not known.' })
  maxOutputTokens?: number;

  @Field(() => [ModelFeatureEnum], { description: 'What it can do.' })
  features!: readonly ModelFeature[];

  @Field(() => Boolean, {
    description: "False where the catalogue does not list it and the provider's patterns and defaults stand in.",
  })
  catalogued!: boolean;
}

export const ModelConnectionType = connectionType('Model', 'models', ModelType);
