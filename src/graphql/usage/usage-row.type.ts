import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';
import type { JsonObject } from '../../sdk/index.js';
import { CostType } from '../generation/cost.type.js';

@ObjectType('UsageRow', { description: 'Counts are Floats: they pass 2^31.', simpleResolvers: true })
export class UsageRowType {
  @Field(() => GraphQLJSONObject, {
    description: 'What it is the sum of, by dimension, for example { day: "2026-11-23" }.',
  })
  key!: JsonObject;

  @Field(() => Float, { description: 'Requests that reached a provider, or may have.' })
  calls!: number;

  @Field(() => Float, { description: 'Answers used again instead of being bought.' })
  cachedCalls!: number;

  @Field(() => Float, { description: 'Tokens of the requests.' })
  inputTokens!: number;

  @Field(() => Float, { description: 'Tokens of the answers.' })
  outputTokens!: number;

  @Field(() => CostType, { nullable: true, description: 'Of the calls whose price is known; null where none is.' })
  cost!: CostType | null;

  @Field(() => Float, { description: 'US dollars that the operator of this server paid for inference: always 0.' })
  platform!: 0;

  @Field(() => Float, { description: 'Calls whose price is unknown.' })
  unpricedCalls!: number;

  @Field(() => Float, {
    description:
      'Calls whose tokens are the estimate of this server: the provider gave no count, or one that cannot be true.',
  })
  estimatedCalls!: number;
}
