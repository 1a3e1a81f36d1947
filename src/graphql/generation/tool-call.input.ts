import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { JsonValue } from '../../sdk/index.js';

@InputType('ToolCallInput', { description: 'A tool call that the model made in an earlier turn.' })
export class ToolCallInput {
  @Field(() => ID, { description: "The call's id, as the answer gave it." })
  id!: string;

  @Field(() => String, { description: "The tool's name." })
  name!: string;

  @Field(() => GraphQLJSON, { description: 'What it was called with.' })
  arguments!: JsonValue;
}
