import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';
import { CredentialInput } from '../custody/credential.input.js';
import { OverflowPolicyEnum, type OverflowPolicy } from '../enums/overflow-policy.enum.js';
import { UnsupportedPolicyEnum, type UnsupportedPolicy } from '../enums/unsupported-policy.enum.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { MessageInput } from './message.input.js';
import { ParametersInput } from './parameters.input.js';
import { ResponseFormatInput } from './response-format.input.js';
import { ToolChoiceInput } from './tool-choice.input.js';
import { ToolInput } from './tool.input.js';

@InputType('GenerateInput', { description: 'One question to one model, in terms that hold for all models.' })
export class GenerateInput {
  @Field(() => ModelRefScalar, { description: 'The model to ask.' })
  model!: string;

  @Field(() => [MessageInput], { description: 'The conversation so far, the last message being what to answer.' })
  messages!: MessageInput[];

  @Field(() => ParametersInput, { nullable: true, description: 'Sampling parameters.' })
  parameters?: ParametersInput;

  @Field(() => ResponseFormatInput, {
    nullable: true,
    description: 'The form that the answer must have; any text where left out.',
  })
  responseFormat?: ResponseFormatInput;

  @Field(() => [ToolInput], { nullable: true, description: 'Tools that the model may call.' })
  tools?: ToolInput[];

  @Field(() => ToolChoiceInput, { nullable: true, description: 'Whether it may, must or must not call one.' })
  toolChoice?: ToolChoiceInput;

  @Field(() => Boolean, {
    nullable: true,
    description: "False for one tool call at a time; left out, the provider's own default.",
  })
  parallelToolCalls?: boolean;

  @Field(() => UnsupportedPolicyEnum, {
    nullable: true,
    defaultValue: 'adapt',
    description:
      'ADAPT: change what the model cannot take, and say so. REJECT: fail with UNSUPPORTED_PARAMETER, listing them, where an adaptation would lose something (`lossless` false).',
  })
  onUnsupported?: UnsupportedPolicy;

  @Field(() => OverflowPolicyEnum, {
    nullable: true,
    defaultValue: 'reject',
    description:
      'What to do when the input does not fit: REJECT with CONTEXT_WINDOW_EXCEEDED, or DROP_OLDEST messages (never the system message nor the last).',
  })
  onOverflow?: OverflowPolicy;

  @Field(() => CredentialInput, {
    nullable: true,
    description:
      "Who pays. Left out: the alias's, else the tenant's default credential for that provider, else the key in the X-BYOM-Provider-Key header, which serves this `model`'s provider only.",
  })
  credential?: CredentialInput;

  @Field(() => [ModelRefScalar], {
    nullable: true,
    description:
      "Tried in order when the model before fails with a retryable error, at most 8: each request is adapted for its own model and paid by its alias's credential, else by its provider's default one; where there is none and the provider is the first model's, by what pays for that. One that cannot be tried, for want of a credential or because the request is not for it, is passed over. Every request made is in `attempts`. A streamed answer that has begun does not fall back.",
  })
  fallbacks?: string[];

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description:
      'Sent to that provider as they are, for what has no uniform name: { openai: { ... } }. What a uniform field owns may not be set here.',
  })
  providerOptions?: JsonObject;

  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input gives the first answer again, for at least 24 hours.',
  })
  idempotencyKey?: string;

  @Field(() => String, {
    nullable: true,
    description: "An opaque id of the customer's own end user, for the provider's abuse checks.",
  })
  endUser?: string;
}
