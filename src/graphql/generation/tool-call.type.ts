import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { JsonValue } from '../../sdk/index.js';

@ObjectType('ToolCall', {
  description:
    "A tool that the model wants called. `id` is made by the server and unique; the provider's own goes back to the provider.",
  simpleResolvers: true,
})
export class ToolCallType {
  @Field(() => ID, { description: 'To answer the call with.' })
  id!: string;

  @Field(() => String, { description: "The tool's name." })
  name!: string;

  @Field(() => GraphQLJSON, { description: 'What to call it with.' })
  arguments!: JsonValue;
}
