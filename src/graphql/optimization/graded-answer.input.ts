import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, InputType } from 'type-graphql';
import type { JsonObject, JsonValue } from '../../sdk/index.js';

@InputType('GradedAnswerInput', { description: 'An answer that people have graded, to hold a judge against them.' })
export class GradedAnswerInput {
  @Field(() => GraphQLJSONObject, { description: 'What was asked, as in the dataset.' })
  inputs!: JsonObject;

  @Field(() => String, { description: 'What was answered.' })
  output!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What should have been answered, as in the dataset.' })
  expected?: JsonValue;

  @Field(() => Float, { description: 'The grade that people gave, 0 to 1.' })
  score!: number;
}
