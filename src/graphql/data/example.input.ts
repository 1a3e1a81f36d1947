import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { Split } from '../../datasets/dataset-store.js';
import type { JsonObject, JsonValue } from '../../sdk/index.js';
import { SplitEnum } from '../enums/split.enum.js';

@InputType('ExampleInput', { description: "`id` is the customer's own; `split` pins an example to a split." })
export class ExampleInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The customer's own id, unique within the dataset. Left out, it is `#` and the example's number among all that were given.",
  })
  id?: string;

  @Field(() => GraphQLJSONObject, { description: 'The fields that a prompt can name: { question: "..." }.' })
  inputs!: JsonObject;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The right answer, as the metric wants it.' })
  expected?: JsonValue;

  @Field(() => String, { nullable: true, description: 'Why it is right, for the proposer.' })
  feedback?: string;

  @Field(() => SplitEnum, { nullable: true, description: 'Pins the example to a split.' })
  split?: Split;
}
