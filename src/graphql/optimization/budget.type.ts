import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('Budget', { description: 'The hard limits of a run; null where there is none.', simpleResolvers: true })
export class BudgetType {
  @Field(() => Int, { nullable: true, description: 'Calls of every purpose.' })
  maxCalls?: number;

  @Field(() => Int, { nullable: true, description: 'Calls that run the prompt.' })
  maxTaskCalls?: number;

  @Field(() => Float, { nullable: true, description: 'US dollars.' })
  maxUsd?: number;

  @Field(() => Float, { nullable: true, description: 'Tokens, input and output together.' })
  maxTokens?: number;

  @Field(() => Int, { nullable: true, description: 'Seconds at work.' })
  maxSeconds?: number;

  @Field(() => Int, { description: 'Calls in flight at once.' })
  maxConcurrency!: number;
}
