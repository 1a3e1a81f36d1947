import { and, count, desc, eq, getTableColumns, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { AccessStore, AccessToken, NewAccessToken, Tenant } from '../access/access-store.js';
import { TenantGone } from '../access/tenant-gone.js';
import type { Page, PageRequest } from '../paging/page.js';
import { changesChannel } from './notifications.js';
import type { Database, Rows } from './open-database.js';
import { tell } from './optimizations/optimization-rows.js';
import { readPage } from './read-page.js';
import { removeRowsOf } from './remove-rows-of.js';
import { isId, isStorable, storedText } from './stored-text.js';
import { apiTokens } from './tables/api-tokens.js';
import { optimizations } from './tables/optimizations.js';
import { removedTenants } from './tables/removed-tenants.js';
import { tenants } from './tables/tenants.js';
import { digestOfTenant } from './walls/enter-tenant.js';

const touchEveryMs = 2_000;
const deadlock = '40P01';
const tries = 5;
const clearedAgainMs = [1_000, 10_000, 60_000];
const revokedTopic = 'tokens';
const tellRevoked = sql`select pg_notify(${changesChannel}, ${revokedTopic})`;
const { digest, ...shown } = getTableColumns(apiTokens);

export class PostgresAccessStore implements AccessStore {
  readonly #touched = new Set<string>();

  constructor(private readonly database: Database) {}

  async createTenant({ id, name }: { readonly id: string; readonly name: string }): Promise<Tenant> {
    const row = { id, name: storedText(name, 'name') };
    const [tenant] = await this.database.ofOperator(({ drizzle }) => drizzle.insert(tenants).values(row).returning());
    return tenant!;
  }

  async findTenant(id: string): Promise<Tenant | undefined> {
    if (!isStorable(id)) return undefined;
    const [row] = await this.database.ofOperator(({ drizzle }) =>
      drizzle.select().from(tenants).where(eq(tenants.id, id)),
    );
    return row;
  }

  async countTenants(): Promise<number> {
    const [row] = await this.database.ofOperator(({ drizzle }) => drizzle.select({ n: count() }).from(tenants));
    return row?.n ?? 0;
  }

  tenants(page: PageRequest): Promise<Page<Tenant>> {
    const rows = { table: tenants, where: undefined, key: tenants.id };
    return this.database.ofOperator((one) => readPage(one, rows, page, (tenant) => tenant));
  }

  async removeTenant(id: string): Promise<boolean> {
    if (!isStorable(id)) return false;
    const remove = async (rows: Rows) => {
      const { drizzle } = rows;
      const runs = await drizzle
        .select({ id: optimizations.id })
        .from(optimizations)
        .where(eq(optimizations.tenant, id));
      await removeRowsOf(rows, id);
      const { rowCount } = await drizzle.delete(tenants).where(eq(tenants.id, id));
      if (rowCount !== 1) return false;
      await drizzle.insert(removedTenants).values({ digest: digestOfTenant(id) });
      await drizzle.execute(tellRevoked);
      for (const run of runs) await tell(drizzle, run.id);
      return true;
    };
    for (let left = tries; ; left--) {
      try {
        const removed = await this.database.ofTenant(id, remove, 'removing');
        if (removed) this.#clearLater(id);
        return removed;
      } catch (error) {
        if (error instanceof TenantGone) return false;
        // A commit of the accounts and this may wait for each other.
        if (left === 0 || (error as { readonly code?: string }).code !== deadlock) throw error;
      }
    }
  }

  async endedAmong(tokens: readonly string[]): Promise<readonly string[]> {
    const { id, revokedAt, expiresAt } = apiTokens;
    const holding = await this.database.ofOperator(({ drizzle }) =>
      drizzle
        .select({ id })
        .from(apiTokens)
        .where(and(inArray(id, [...tokens]), isNull(revokedAt), or(isNull(expiresAt), gt(expiresAt, sql`now()`)))),
    );
    const holds = new Set(holding.map((token) => token.id));
    return tokens.filter((token) => !holds.has(token));
  }

  /** The accounts are written for many tenants at once, by whoever does not wait for a removal. */
  #clearLater(id: string): void {
    const clear = () => this.database.ofTenant(id, (rows) => removeRowsOf(rows, id), 'kept').catch(() => undefined);
    for (const ms of clearedAgainMs) setTimeout(() => void clear(), ms).unref();
  }

  async addToken(token: NewAccessToken): Promise<AccessToken> {
    const row = { ...token, name: storedText(token.name, 'name'), scopes: [...token.scopes] };
    const [added] = await this.database.ofOperator(({ drizzle }) =>
      drizzle.insert(apiTokens).values(row).returning(shown),
    );
    return added!;
  }

  async tokensByPrefix(prefix: string): ReturnType<AccessStore['tokensByPrefix']> {
    if (!isStorable(prefix)) return [];
    return this.database.ofOperator(({ drizzle }) =>
      drizzle
        .select({ tenant: tenants, token: shown, digest })
        .from(apiTokens)
        .innerJoin(tenants, eq(tenants.id, apiTokens.tenant))
        .where(eq(apiTokens.prefix, prefix)),
    );
  }

  tokens(tenant: string): Promise<readonly AccessToken[]> {
    return this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select(shown)
        .from(apiTokens)
        .where(eq(apiTokens.tenant, tenant))
        .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id)),
    );
  }

  async revokeToken(tenant: string, id: string): Promise<AccessToken | undefined> {
    if (!isId(id)) return undefined;
    return this.database.ofTenant(tenant, async ({ drizzle }) => {
      const own = and(eq(apiTokens.tenant, tenant), eq(apiTokens.id, id));
      const unrevoked = and(own, isNull(apiTokens.revokedAt));
      await drizzle
        .update(apiTokens)
        .set({ revokedAt: sql`now()` })
        .where(unrevoked);
      await drizzle.execute(tellRevoked);
      return (await drizzle.select(shown).from(apiTokens).where(own))[0];
    });
  }

  async onRevoked(listener: () => void): Promise<void> {
    await this.database.notifications.listen(revokedTopic, listener);
  }

  touchToken(id: string): void {
    if (this.#touched.size === 0) setTimeout(() => void this.#writeTouched(), touchEveryMs).unref();
    this.#touched.add(id);
  }

  async #writeTouched(): Promise<void> {
    const ids = [...this.#touched];
    this.#touched.clear();
    await this.database
      .ofOperator(({ drizzle }) =>
        drizzle
          .update(apiTokens)
          .set({ lastUsedAt: sql`now()` })
          .where(inArray(apiTokens.id, ids)),
      )
      // Promised is only that it may be lost.
      .catch(() => undefined);
  }
}
