import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';

@InputType('ToolInput', { description: 'A tool that the model may call; the caller runs it.' })
export class ToolInput {
  @Field(() => String, { description: 'Letters, digits, underscores and dashes.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it does, for the model.' })
  description?: string;

  @Field(() => GraphQLJSONObject, { description: 'JSON Schema of its arguments.' })
  schema!: JsonObject;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True to hold the arguments to the schema, where the model can.',
  })
  strict?: boolean;
}
