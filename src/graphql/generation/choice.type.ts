import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { FinishReason, JsonValue } from '../../sdk/index.js';
import { FinishReasonEnum } from '../enums/finish-reason.enum.js';
import { ToolCallType } from './tool-call.type.js';

@ObjectType('Choice', { description: 'One of the answers to a request.', simpleResolvers: true })
export class ChoiceType {
  @Field(() => String, { description: 'What it says.' })
  text!: string;

  @Field(() => FinishReasonEnum, { description: 'Why it ended.' })
  finishReason!: FinishReason;

  @Field(() => [ToolCallType], { description: 'Tools that the model wants called.' })
  toolCalls!: readonly ToolCallType[];

  @Field(() => String, { nullable: true, description: "The model's thinking, where the provider shows it." })
  reasoning?: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Log probabilities, as the provider gives them.' })
  logprobs?: JsonValue;
}
