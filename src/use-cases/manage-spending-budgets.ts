import { randomUUID } from 'node:crypto';
import type { AccessStore } from '../access/access-store.js';
import type { AuditTrail } from '../access/audit-trail.js';
import { ByomError } from '../sdk/index.js';
import type { BudgetOwner, BudgetStanding, BudgetWindow } from '../usage/spending-budget.js';
import type { SpendingBudgetStore } from '../usage/spending-budget-store.js';
import type { CredentialStore } from '../vault/credential-store.js';
import { actorOf, type Caller } from './caller.js';
import { checkSpendingLimits, type GivenLimits } from './check-spending-limits.js';
import { ownCredential } from './own-credential.js';

export interface SpendingCeilingInput extends GivenLimits {
  readonly window: BudgetWindow;
  readonly allowUnpriced?: boolean | null;
}
export interface SpendingBudgetInput extends SpendingCeilingInput {
  readonly credential?: string | null;
}

export interface ManageSpendingBudgetsDeps {
  readonly budgets: SpendingBudgetStore;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly access: Pick<AccessStore, 'findTenant'>;
  readonly audit: AuditTrail;
}

/** Each call of a tenant locks all that it has, beside the calls of others. */
const MOST_BUDGETS = 1_000;

const isOperator = ({ token }: Caller) => token?.scopes.includes('operator') === true;
const noTenant = () => new ByomError('NOT_FOUND', 'There is no tenant with this id.');
const noBudget = () => new ByomError('NOT_FOUND', 'There is no budget of yours with this id.');
const noCredential = () => new ByomError('NOT_FOUND', 'There is no credential of yours with this id.');

/** What a tenant may spend: by its own will, and by its operator's, which it sees and cannot change. */
export class ManageSpendingBudgets {
  constructor(private readonly deps: ManageSpendingBudgetsDeps) {}

  async list(caller: Caller, tenant?: string): Promise<readonly BudgetStanding[]> {
    const { budgets, access } = this.deps;
    if (tenant === undefined || tenant === caller.tenant.id) return budgets.list(caller.tenant.id);
    // The same for whoever may not know of it as for one that does not exist.
    if (!isOperator(caller) || (await access.findTenant(tenant)) === undefined) throw noTenant();
    return budgets.list(tenant);
  }

  async set(caller: Caller, { credential, ...input }: SpendingBudgetInput): Promise<BudgetStanding> {
    const tenant = caller.tenant.id;
    const limits = checkSpendingLimits(input);
    const id = credential ?? null;
    if (id !== null) await ownCredential(this.deps.credentials, tenant, id);
    const own = (await this.deps.budgets.list(tenant)).filter(({ owner }) => owner === 'tenant');
    const known = own.some(({ credential: of, window }) => of === id && window === input.window);
    if (!known && own.length >= MOST_BUDGETS) {
      throw new ByomError('BAD_USER_INPUT', `There are at most ${MOST_BUDGETS} budgets: remove one first.`);
    }
    return this.#set(caller, tenant, 'tenant', id, { ...input, ...limits });
  }

  async remove(caller: Caller, id: string): Promise<string> {
    const { budgets } = this.deps;
    const tenant = caller.tenant.id;
    const budget = await budgets.find(tenant, id);
    if (budget === undefined) throw noBudget();
    if (budget.owner === 'operator') {
      throw new ByomError('FORBIDDEN', 'This is a ceiling that the operator of the server set: only they can lift it.');
    }
    return this.#remove(caller, tenant, id);
  }

  /** For the operator. */
  async setCeiling(caller: Caller, tenant: string, input: SpendingCeilingInput): Promise<BudgetStanding> {
    const limits = checkSpendingLimits(input);
    if ((await this.deps.access.findTenant(tenant)) === undefined) throw noTenant();
    return this.#set(caller, tenant, 'operator', null, { ...input, ...limits });
  }

  /** For the operator. */
  async removeCeiling(caller: Caller, tenant: string, id: string): Promise<string> {
    const { budgets, access } = this.deps;
    if ((await access.findTenant(tenant)) === undefined) throw noTenant();
    if ((await budgets.find(tenant, id))?.owner !== 'operator') {
      throw new ByomError('NOT_FOUND', 'This tenant has no ceiling with this id.');
    }
    return this.#remove(caller, tenant, id);
  }

  async #set(
    caller: Caller,
    tenant: string,
    owner: BudgetOwner,
    credential: string | null,
    { window, allowUnpriced, ...limits }: SpendingCeilingInput & ReturnType<typeof checkSpendingLimits>,
  ): Promise<BudgetStanding> {
    const { maxUsd, maxCalls, maxTokens } = limits;
    const budget = await this.deps.budgets.set({
      id: randomUUID(),
      tenant,
      credential,
      window,
      owner,
      maxUsd,
      maxCalls,
      maxTokens,
      allowUnpriced: allowUnpriced ?? false,
    });
    // It was removed meanwhile.
    if (budget === undefined) throw noCredential();
    await this.deps.audit.record({ tenant, actor: actorOf(caller), action: 'budget.set', subject: budget.id });
    return budget;
  }

  async #remove(caller: Caller, tenant: string, id: string): Promise<string> {
    if (!(await this.deps.budgets.remove(tenant, id))) throw noBudget();
    await this.deps.audit.record({ tenant, actor: actorOf(caller), action: 'budget.remove', subject: id });
    return id;
  }
}
