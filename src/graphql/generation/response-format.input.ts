import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import type { JsonObject, ResponseFormat } from '../../sdk/index.js';
import { ResponseFormatKindEnum } from '../enums/response-format-kind.enum.js';

@InputType('ResponseFormatInput', { description: 'The form that the answer must have.' })
export class ResponseFormatInput {
  @Field(() => ResponseFormatKindEnum, { description: 'Text, JSON, or JSON of a schema.' })
  kind!: ResponseFormat['kind'];

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'JSON Schema, for JSON_SCHEMA.' })
  schema?: JsonObject;

  @Field(() => String, { nullable: true, description: 'A name for the schema.' })
  name?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the provider must hold the model to the schema exactly.',
  })
  strict?: boolean;
}
