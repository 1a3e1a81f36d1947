import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PromptId } from '../../prompts/prompt-store.js';
import type { JsonObject } from '../../sdk/index.js';
import { connectionType } from '../paging/connection-type.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { DemonstrationType } from './demonstration.type.js';

@ObjectType('Prompt', {
  description: 'A template of messages, saved or found by an optimization.',
  simpleResolvers: true,
})
export class PromptType {
  @Field(() => ID, { description: "`name@version`, or the candidate's where it was never saved." })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The name it is saved under.' })
  name?: string;

  @Field(() => Int, { nullable: true, description: 'From 1, for each name.' })
  version?: number;

  @Field(() => String, { nullable: true, description: 'Template of the system message.' })
  system?: string;

  @Field(() => String, { description: 'Template of the user message; `{{field}}` stands for an input field.' })
  user!: string;

  @Field(() => [DemonstrationType], { description: 'Examples shown to the model before the question.' })
  demonstrations!: readonly DemonstrationType[];

  @Field(() => GraphQLJSON, { nullable: true, description: 'As ResponseFormatInput takes it.' })
  responseFormat?: JsonObject;

  @Field(() => GraphQLJSON, { nullable: true, description: 'As ParametersInput takes them.' })
  parameters?: JsonObject;

  @Field(() => [String], { description: 'Phrases that every optimized version of it has word for word.' })
  mustKeep!: readonly string[];

  @Field(() => ModelRefScalar, { nullable: true, description: 'The model that it was made for.' })
  model?: string;

  @Field(() => GraphQLDateTime, { description: 'When it was saved, or when the optimization that found it began.' })
  createdAt!: Date;

  /** The id of the optimization it came from. */
  originId?: string;
  /** The id of its candidate that this is. */
  candidateId?: string;
  parentId?: PromptId;
}

export const PromptConnectionType = connectionType('Prompt', 'prompts', PromptType);
