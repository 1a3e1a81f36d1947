import { ByomError } from '../sdk/index.js';
import type { BudgetStanding, SpendingBudget } from '../usage/spending-budget.js';
import type { NewBudget, SpendingBudgetStore } from '../usage/spending-budget-store.js';
import { isForeignKeyFault } from './is-foreign-key-fault.js';
import { countBudgets } from './ledger/count-budgets.js';
import { budgetStandings } from './ledger/budget-standings.js';
import type { Database, Rows } from './open-database.js';
import { isStorable } from './stored-text.js';

const lockTimedOut = '55P03';
const tooBusy = (cause: unknown) =>
  new ByomError('OVERLOADED', 'The accounts are too busy to begin a budget: try it again soon.', { cause });

/** What the ledger's statements take of the table conflicts with it; a dump's and a reader's does not. */
const apartFromReservations = `set local lock_timeout = '5s'; lock table spending_budgets in exclusive mode`;

export class PostgresSpendingBudgetStore implements SpendingBudgetStore {
  constructor(private readonly database: Database) {}

  list(tenant: string): Promise<readonly BudgetStanding[]> {
    return this.database.ofTenant(tenant, (rows) => budgetStandings(rows, tenant));
  }

  async set(budget: NewBudget): Promise<BudgetStanding | undefined> {
    const { tenant } = budget;
    // Somebody else may have made it meanwhile.
    const id = (await this.#change(budget)) ?? (await this.#insert(budget)) ?? (await this.#change(budget));
    if (id === undefined) return undefined;
    await countBudgets(this.database, tenant);
    return (await this.list(tenant)).find((one) => one.id === id);
  }

  async find(tenant: string, id: string): Promise<Pick<SpendingBudget, 'id' | 'owner'> | undefined> {
    if (!isStorable(id)) return undefined;
    const { rows } = await this.database.ofTenant(tenant, ({ client }) =>
      client.query<Pick<SpendingBudget, 'id' | 'owner'>>(
        'select id, owner from spending_budgets where tenant = $1 and id = $2',
        [tenant, id],
      ),
    );
    return rows[0];
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    if (!isStorable(id)) return false;
    const { rowCount } = await this.database.ofTenant(tenant, ({ client }) =>
      client.query('delete from spending_budgets where tenant = $1 and id = $2', [tenant, id]),
    );
    return rowCount === 1;
  }

  /** New limits for the one there is; gives its id. */
  #change({ tenant, credential, window, owner, ...limits }: NewBudget): Promise<string | undefined> {
    return this.database.ofTenant(tenant, async ({ client }) => {
      const { rows } = await client.query<{ id: string }>(
        `update spending_budgets set max_usd = $5, max_calls = $6, max_tokens = $7, allow_unpriced = $8
         where tenant = $1 and credential is not distinct from $2 and span = $3 and owner = $4 returning id`,
        [tenant, credential, window, owner, limits.maxUsd, limits.maxCalls, limits.maxTokens, limits.allowUnpriced],
      );
      return rows[0]?.id;
    });
  }

  /**
   * Once every reservation and settlement that does not see the new budget is committed: what they made is counted, and
   * whatever comes after sees it.
   */
  async #insert(budget: NewBudget): Promise<string | undefined> {
    const insert = async ({ client }: Rows) => {
      await client.query(apartFromReservations);
      const { id, tenant, credential, window, owner, maxUsd, maxCalls, maxTokens, allowUnpriced } = budget;
      const { rows } = await client.query<{ id: string }>(
        `insert into spending_budgets (id, tenant, credential, span, owner, max_usd, max_calls, max_tokens, allow_unpriced, since)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case $4::text when 'once' then clock_timestamp()
           else date_trunc($4::text, clock_timestamp() at time zone 'UTC') at time zone 'UTC' end)
         on conflict do nothing returning id`,
        [id, tenant, credential, window, owner, maxUsd, maxCalls, maxTokens, allowUnpriced],
      );
      return rows[0]?.id;
    };
    try {
      return await this.database.ofTenant(budget.tenant, insert);
    } catch (error) {
      if (isForeignKeyFault(error)) return undefined;
      throw (error as { readonly code?: string }).code === lockTimedOut ? tooBusy(error) : error;
    }
  }
}
