import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { BudgetOwner, BudgetWindow } from '../../usage/spending-budget.js';
import { BudgetOwnerEnum } from '../enums/budget-owner.enum.js';
import { BudgetWindowEnum } from '../enums/budget-window.enum.js';
import { SpendingAmountsType } from './spending-amounts.type.js';

@ObjectType('SpendingBudget', {
  description:
    'A hard limit on what a tenant, or one of its stored credentials, may spend in a window. Every request is reserved at the most that it may take before it is sent, and settled to what it took; one that does not fit is not sent: BUDGET_EXCEEDED. Optimizations that meet it are PAUSED, and go on by themselves when it starts anew.',
  simpleResolvers: true,
})
export class SpendingBudgetType {
  @Field(() => ID, { description: 'For `removeSpendingBudget`.' })
  id!: string;

  @Field(() => BudgetWindowEnum, { description: 'From when to when it counts.' })
  window!: BudgetWindow;

  @Field(() => BudgetOwnerEnum, { description: 'Whose will it is.' })
  owner!: BudgetOwner;

  @Field(() => Float, { nullable: true, description: 'At most so many US dollars; null where they are not limited.' })
  maxUsd!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'At most so many requests that reach a provider, or may have; null where they are not limited.',
  })
  maxCalls!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'At most so many tokens, of requests and answers together; null where they are not limited.',
  })
  maxTokens!: number | null;

  @Field(() => Boolean, {
    description: 'Whether calls of unknown price pass beside `maxUsd`, which does not see them.',
  })
  allowUnpriced!: boolean;

  @Field(() => GraphQLDateTime, { description: 'When it was first set.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'Since when it counts.' })
  since!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it starts anew; null where it never does.' })
  resetsAt!: Date | null;

  @Field(() => SpendingAmountsType, {
    description: 'By calls that ended; those that may have been answered, but did not reach us, at their worst.',
  })
  spent!: SpendingAmountsType;

  @Field(() => SpendingAmountsType, { description: 'For calls under way, at their worst.' })
  reserved!: SpendingAmountsType;

  @Field(() => Float, { description: 'Calls whose price is unknown: the dollars leave them out.' })
  unpricedCalls!: number;
}
