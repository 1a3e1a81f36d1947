import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { Split } from '../../datasets/dataset-store.js';
import type { JsonObject, JsonValue } from '../../sdk/index.js';
import { SplitEnum } from '../enums/split.enum.js';
import { connectionType } from '../paging/connection-type.js';

@ObjectType('Example', { description: 'One example of a dataset.', simpleResolvers: true })
export class ExampleType {
  @Field(() => GraphQLJSONObject, { description: 'The fields that a prompt can name.' })
  inputs!: JsonObject;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The right answer.' })
  expected?: JsonValue;

  @Field(() => String, { nullable: true, description: 'Why it is right.' })
  feedback?: string;

  @Field(() => SplitEnum, { nullable: true, description: 'The split that it is pinned to, if any.' })
  split?: Split;
}

export const ExampleConnectionType = connectionType('Example', 'examples', ExampleType);
