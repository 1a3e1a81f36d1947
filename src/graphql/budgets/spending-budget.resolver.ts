import { injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Amounts, BudgetStanding } from '../../usage/spending-budget.js';
import { ListCredentials } from '../../use-cases/list-credentials.js';
import { ManageSpendingBudgets } from '../../use-cases/manage-spending-budgets.js';
import { CredentialType } from '../custody/credential.type.js';
import type { GraphqlContext } from '../graphql-context.js';
import { SetSpendingBudgetInput } from './set-spending-budget.input.js';
import { SetSpendingCeilingInput } from './set-spending-ceiling.input.js';
import { SpendingAmountsType } from './spending-amounts.type.js';
import { SpendingBudgetType } from './spending-budget.type.js';

@injectable()
@Resolver(() => SpendingBudgetType)
export class SpendingBudgetResolver {
  constructor(
    private readonly budgets: ManageSpendingBudgets,
    private readonly credentials: ListCredentials,
  ) {}

  @Query(() => [SpendingBudgetType], {
    description: 'What the tenant may spend and has spent: its own budgets, and ceilings of the operator.',
  })
  spendingBudgets(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { nullable: true, description: 'For the operator: the tenant whose they are.' })
    tenant: string | undefined,
  ) {
    return this.budgets.list(caller, tenant);
  }

  @Mutation(() => SpendingBudgetType, {
    description:
      'Limit what the tenant, or one stored credential, may spend; in the place of the budget that there is for the same credential and window. What the window has taken already counts. It holds at once, for what is under way too.',
  })
  setSpendingBudget(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => SetSpendingBudgetInput, { description: 'The limits.' }) input: SetSpendingBudgetInput,
  ) {
    return this.budgets.set(caller, input);
  }

  @Mutation(() => ID, { description: "Lift one of the tenant's own budgets; gives its id." })
  removeSpendingBudget(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the budget.' }) id: string,
  ) {
    return this.budgets.remove(caller, id);
  }

  @Mutation(() => SpendingBudgetType, {
    description:
      'For the operator: a ceiling on what a tenant may spend, beside its own budgets; it sees the ceiling and cannot change it.',
  })
  setSpendingCeiling(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { description: 'Whose spending it limits.' }) tenant: string,
    @Arg('input', () => SetSpendingCeilingInput, { description: 'The limits.' }) input: SetSpendingCeilingInput,
  ) {
    return this.budgets.setCeiling(caller, tenant, input);
  }

  @Mutation(() => ID, { description: "For the operator: lift a tenant's ceiling; gives its id." })
  removeSpendingCeiling(
    @Ctx() { caller }: GraphqlContext,
    @Arg('tenant', () => ID, { description: 'Whose spending it limits.' }) tenant: string,
    @Arg('id', () => ID, { description: 'Of the ceiling.' }) id: string,
  ) {
    return this.budgets.removeCeiling(caller, tenant, id);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The id of the stored credential that it is for; null where it is for all that the tenant spends.',
  })
  credentialId(@Root() { credential }: BudgetStanding) {
    return credential;
  }

  @FieldResolver(() => CredentialType, {
    nullable: true,
    description: "The credential that it is for; null where it is for all that the tenant spends, and for another's.",
  })
  async credential(@Root() budget: BudgetStanding, @Ctx() { caller }: GraphqlContext) {
    if (budget.credential === null) return null;
    const stored = budget.tenant === caller.tenant.id ? await this.credentials.run(caller) : [];
    return stored.find(({ id }) => id === budget.credential) ?? null;
  }

  @FieldResolver(() => SpendingAmountsType, {
    description: 'What may still be reserved; null where it is not limited.',
  })
  left(@Root() { spent, reserved, maxUsd, maxCalls, maxTokens }: BudgetStanding): SpendingAmountsType {
    const left = (limit: number | null, of: keyof Amounts) =>
      limit === null ? null : Math.max(0, Number((limit - spent[of] - reserved[of]).toFixed(12)));
    return { usd: left(maxUsd, 'usd'), calls: left(maxCalls, 'calls'), tokens: left(maxTokens, 'tokens') };
  }
}
