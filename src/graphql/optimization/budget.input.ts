import { Field, Float, InputType, Int } from 'type-graphql';

@InputType('BudgetInput', {
  description: `Hard limits; at least one of maxCalls, maxTaskCalls, maxUsd and maxTokens. A call is a request that reached a provider: retries, proposer,
judge and the final test counted, answers from the cache not; maxTaskCalls counts those that run the prompt. The final test is reserved first.
maxUsd with a model of unknown price is an error. When the budget ends the run SUCCEEDED, with reason BUDGET_EXCEEDED and the best so far.`,
})
export class BudgetInput {
  @Field(() => Int, { nullable: true, description: 'Calls of every purpose.' })
  maxCalls?: number;

  @Field(() => Int, { nullable: true, description: 'Calls that run the prompt, the final test included.' })
  maxTaskCalls?: number;

  @Field(() => Float, { nullable: true, description: 'US dollars.' })
  maxUsd?: number;

  @Field(() => Float, { nullable: true, description: 'Tokens, input and output together.' })
  maxTokens?: number;

  @Field(() => Int, { nullable: true, description: 'Seconds at work, after which no new call is made.' })
  maxSeconds?: number;

  @Field(() => Int, { nullable: true, defaultValue: 8, description: 'Calls in flight at once, 1 to 64.' })
  maxConcurrency?: number;
}
