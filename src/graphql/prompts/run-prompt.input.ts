import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, InputType, Int } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';
import { CredentialInput } from '../custody/credential.input.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';

@InputType('RunPromptInput', { description: 'A saved prompt, and what to fill it with.' })
export class RunPromptInput {
  @Field(() => String, { description: 'Of a saved prompt.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'This version of it.' })
  version?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The version that bears this label. Where neither `version` nor `label` is given: the one that bears the label `production`, or the newest where none does.',
  })
  label?: string;

  @Field(() => GraphQLJSONObject, { description: 'A value for each `{{field}}` of the template.' })
  inputs!: JsonObject;

  @Field(() => ModelRefScalar, { nullable: true, description: "Another model than the prompt's own." })
  model?: string;

  @Field(() => CredentialInput, {
    nullable: true,
    description: "Who pays; the tenant's default credential for the provider where left out.",
  })
  credential?: CredentialInput;

  @Field(() => [ModelRefScalar], {
    nullable: true,
    description: 'Tried in order when the model before fails with a retryable error, as those of `generate`.',
  })
  fallbacks?: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input gives the first answer again, for at least 24 hours.',
  })
  idempotencyKey?: string;
}
