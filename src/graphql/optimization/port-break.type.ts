import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { JsonObject, JsonValue } from '../../sdk/index.js';
import { PortAnswerType } from './port-answer.type.js';

@ObjectType('PortBreak', {
  description: 'An example that the old prompt gets right on the old model, and wrong or less right on the new one.',
  simpleResolvers: true,
})
export class PortBreakType {
  @Field(() => ID, { description: "The example's id." })
  example!: string;

  @Field(() => GraphQLJSONObject, { description: 'Its fields.' })
  inputs!: JsonObject;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The answer expected, where it has one.' })
  expected?: JsonValue;

  @Field(() => PortAnswerType, { description: 'By the old prompt on the old model.' })
  from!: PortAnswerType;

  @Field(() => PortAnswerType, { description: 'By the old prompt on the new model.' })
  to!: PortAnswerType;

  @Field(() => PortAnswerType, {
    nullable: true,
    description: 'By the new prompt on the new model; null where it was not asked, or where the old prompt stays.',
  })
  repaired?: PortAnswerType;
}
