import { and, count, desc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import type { AccessStore, AccessToken, NewAccessToken, Tenant } from '../access/access-store.js';
import type { Page, PageRequest } from '../paging/page.js';
import { changesChannel } from './notifications.js';
import type { Database } from './open-database.js';
import { readPage } from './read-page.js';
import { removeRowsOf } from './remove-rows-of.js';
import { isId, isStorable, storedText } from './stored-text.js';
import { apiTokens } from './tables/api-tokens.js';
import { tenants } from './tables/tenants.js';

const touchEveryMs = 2_000;
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
    return this.database.ofTenant(id, async (rows) => {
      await removeRowsOf(rows, id);
      await rows.drizzle.execute(tellRevoked);
      const { rowCount } = await rows.drizzle.delete(tenants).where(eq(tenants.id, id));
      return rowCount === 1;
    });
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
    this.#touched.add(id);
    if (this.#touched.size === 1) setTimeout(() => void this.#writeTouched(), touchEveryMs).unref();
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
