import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { JsonObject, JsonValue } from '../../sdk/index.js';

@ObjectType('Demonstration', {
  description: 'An example shown to the model before the question.',
  simpleResolvers: true,
})
export class DemonstrationType {
  @Field(() => GraphQLJSONObject, { description: 'The fields of the template.' })
  inputs!: JsonObject;

  @Field(() => GraphQLJSON, { description: 'The answer shown for them.' })
  expected!: JsonValue;
}
