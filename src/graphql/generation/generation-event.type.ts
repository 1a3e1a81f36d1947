import { Field, ObjectType } from 'type-graphql';
import { GenerationType } from './generation.type.js';
import { ToolCallType } from './tool-call.type.js';

@ObjectType('GenerationEvent', {
  description: 'Deltas as they come; the last event carries the whole generation.',
  simpleResolvers: true,
})
export class GenerationEventType {
  @Field(() => String, { nullable: true, description: 'The next piece of the text.' })
  delta?: string;

  @Field(() => String, { nullable: true, description: "The next piece of the model's thinking." })
  reasoningDelta?: string;

  @Field(() => ToolCallType, { nullable: true, description: 'A tool call, once it is whole.' })
  toolCall?: ToolCallType;

  @Field(() => GenerationType, { nullable: true, description: 'Everything, on the last event.' })
  generation?: GenerationType;
}
