import { Field, Float, InputType } from 'type-graphql';
import type { BudgetWindow } from '../../usage/spending-budget.js';
import { BudgetWindowEnum } from '../enums/budget-window.enum.js';

@InputType('SetSpendingCeilingInput', { description: 'Limits for all that a tenant spends: at least one.' })
export class SetSpendingCeilingInput {
  @Field(() => BudgetWindowEnum, { description: 'From when to when it counts.' })
  window!: BudgetWindow;

  @Field(() => Float, { nullable: true, description: 'US dollars, from 0.000001 to 1000000000.' })
  maxUsd?: number;

  @Field(() => Float, { nullable: true, description: 'Requests to providers: a whole number from 1 to 1e12.' })
  maxCalls?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Tokens of requests and answers together: a whole number from 1 to 1e15.',
  })
  maxTokens?: number;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Where no price is known for a model, `maxUsd` refuses its calls; true lets them pass uncounted in dollars.',
  })
  allowUnpriced?: boolean;
}
