import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { FinishReason, JsonValue } from '../../sdk/index.js';
import { CredentialType } from '../custody/credential.type.js';
import { FinishReasonEnum } from '../enums/finish-reason.enum.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { AdaptationType } from './adaptation.type.js';
import { AttemptType } from './attempt.type.js';
import { ChoiceType } from './choice.type.js';
import { CostType } from './cost.type.js';
import { LatencyType } from './latency.type.js';
import { TokenUsageType } from './token-usage.type.js';
import { ToolCallType } from './tool-call.type.js';

@ObjectType('Generation', {
  description: "A model's answer, with what it cost and what was changed on the way.",
  simpleResolvers: true,
})
export class GenerationType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => ModelRefScalar, { description: 'The model that answered.' })
  model!: string;

  @Field(() => ID, { nullable: true, description: 'Of `runPrompt`: the saved prompt that ran, `name@version`.' })
  promptId?: string;

  @Field(() => String, { description: "The first choice's text." })
  text!: string;

  @Field(() => [ChoiceType], { description: 'Every choice, as many as `n` asked for.' })
  choices!: readonly ChoiceType[];

  @Field(() => [ToolCallType], { description: "The first choice's tool calls." })
  toolCalls!: readonly ToolCallType[];

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'The parsed and validated value when a JSON response format was asked for.',
  })
  json?: JsonValue;

  @Field(() => FinishReasonEnum, { description: 'Why the first choice ended.' })
  finishReason!: FinishReason;

  @Field(() => TokenUsageType, { description: 'Tokens used.' })
  usage!: TokenUsageType;

  @Field(() => CostType, { nullable: true, description: 'Null where no price is known.' })
  cost!: CostType | null;

  @Field(() => [AdaptationType], { description: 'What was changed in the request: of the attempt that answered.' })
  adaptations!: readonly AdaptationType[];

  @Field(() => [AttemptType], {
    description: 'Every request made for it, in order: retries, fallbacks, and corrections learned from a refusal.',
  })
  attempts!: readonly AttemptType[];

  @Field(() => LatencyType, { description: 'How long it took.' })
  latency!: LatencyType;

  @Field(() => CredentialType, {
    nullable: true,
    description:
      'Which credential paid. One that was given for this call alone is shown too, with `passed:` and its fingerprint for an id; null for providers that need none.',
  })
  credential!: CredentialType | null;

  @Field(() => String, { nullable: true, description: "The provider's request id, for a support ticket." })
  providerRequestId?: string;
}
