import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CostType } from '../generation/cost.type.js';

@ObjectType('Spend', { description: 'What was spent. Token counts are Floats: they pass 2^31.', simpleResolvers: true })
export class SpendType {
  @Field(() => Int, { description: 'Requests that reached a provider, or may have.' })
  calls!: number;

  @Field(() => Int, { description: 'Of these, those that ran the prompt.' })
  taskCalls!: number;

  @Field(() => Int, { description: 'Answers used again instead of being bought.' })
  cachedCalls!: number;

  @Field(() => Float, { description: 'Tokens of the requests.' })
  inputTokens!: number;

  @Field(() => Float, { description: 'Tokens of the answers.' })
  outputTokens!: number;

  @Field(() => CostType, { nullable: true, description: 'Null where no price is known.' })
  cost!: CostType | null;
}
