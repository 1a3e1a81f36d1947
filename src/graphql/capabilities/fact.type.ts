import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { JsonValue } from '../../sdk/index.js';
import type { FactSource } from '../../catalogue/fact-origins.js';
import { FactSourceEnum } from '../enums/fact-source.enum.js';

@ObjectType('Fact', { description: 'One thing known about a model, and where it comes from.', simpleResolvers: true })
export class FactType {
  @Field(() => String, { description: 'What it is about, for example `contextWindow`.' })
  name!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Its value.' })
  value?: JsonValue;

  @Field(() => FactSourceEnum, { description: 'Where it comes from.' })
  source!: FactSource;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was read there.' })
  asOf?: Date;

  @Field(() => String, { nullable: true, description: 'Anything to know beside.' })
  note?: string;
}
