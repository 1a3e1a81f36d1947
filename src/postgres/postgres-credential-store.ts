import { and, asc, eq, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { terminalStatuses } from '../optimization/optimization-store.js';
import type { CredentialStore, StoredCredential } from '../vault/credential-store.js';
import { DataKeyGone } from '../vault/data-key-gone.js';
import { isForeignKeyFault } from './is-foreign-key-fault.js';
import type { Database, Rows } from './open-database.js';
import { isId, isStorable, storedText } from './stored-text.js';
import { credentials } from './tables/credentials.js';

const touchEveryMs = 2_000;

export class PostgresCredentialStore implements CredentialStore {
  readonly #touched = new Map<string, string>();

  constructor(private readonly database: Database) {}

  async insert(credential: Omit<StoredCredential, 'createdAt' | 'lastUsedAt'>): Promise<StoredCredential> {
    const { id, tenant, provider, isDefault, optimization } = credential;
    storedText(credential.name, 'name');
    return this.#sealed(tenant, async ({ drizzle: transaction }) => {
      if (isDefault && optimization === null) {
        // Of two that both shall be the default, the later one is.
        await transaction.execute(
          sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant} ${provider}`}, 7165))`,
        );
        await transaction
          .update(credentials)
          .set({ isDefault: false })
          .where(
            and(eq(credentials.tenant, tenant), eq(credentials.provider, provider), eq(credentials.isDefault, true)),
          );
      }
      const [inserted] = await transaction.insert(credentials).values(credential).returning();
      if (!inserted) throw new Error(`Credential ${id} was not inserted.`);
      return inserted;
    });
  }

  list(tenant: string): Promise<readonly StoredCredential[]> {
    return this.#select(tenant, isNull(credentials.optimization));
  }

  async find(tenant: string, id: string): Promise<StoredCredential | undefined> {
    if (!isId(id)) return undefined;
    return (await this.#select(tenant, eq(credentials.id, id)))[0];
  }

  async findDefault(tenant: string, provider: string): Promise<StoredCredential | undefined> {
    if (!isStorable(provider)) return undefined;
    const [found] = await this.#select(
      tenant,
      and(eq(credentials.provider, provider), eq(credentials.isDefault, true), isNull(credentials.optimization)),
    );
    return found;
  }

  ofOptimization(tenant: string, optimization: string): Promise<readonly StoredCredential[]> {
    return this.#select(tenant, eq(credentials.optimization, optimization));
  }

  async replace(
    ...[tenant, id, from, change]: Parameters<CredentialStore['replace']>
  ): ReturnType<CredentialStore['replace']> {
    if (!isId(id)) return undefined;
    const [row] = await this.#sealed(tenant, ({ drizzle }) =>
      drizzle
        .update(credentials)
        .set(change)
        .where(and(eq(credentials.tenant, tenant), eq(credentials.id, id), eq(credentials.version, from)))
        .returning(),
    );
    return row;
  }

  sealedUnderOthers(
    tenant: string,
    dataKey: string,
    after: string,
    most: number,
  ): Promise<readonly StoredCredential[]> {
    const under = sql`${credentials.dataKey} is distinct from ${dataKey}`;
    return this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select()
        .from(credentials)
        .where(and(eq(credentials.tenant, tenant), under, gt(credentials.id, after)))
        .orderBy(asc(credentials.id))
        .limit(most),
    );
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.delete(credentials).where(and(eq(credentials.tenant, tenant), eq(credentials.id, id))),
    );
    return rowCount === 1;
  }

  async removeOfOptimization(tenant: string, optimization: string): Promise<void> {
    await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .delete(credentials)
        .where(and(eq(credentials.tenant, tenant), eq(credentials.optimization, optimization))),
    );
  }

  async removeOfNoRun(ageMs: number): Promise<number> {
    const { rowCount } = await this.database.ofOperator(({ client }) =>
      client.query(
        `delete from credentials c
         where optimization is not null and created_at < now() - make_interval(secs => $1) and not exists (
           select from optimizations o
           where o.tenant = c.tenant and o.id = c.optimization and o.status <> all ($2))`,
        [ageMs / 1000, terminalStatuses],
      ),
    );
    return rowCount ?? 0;
  }

  touch(tenant: string, id: string): void {
    if (this.#touched.size === 0) setTimeout(() => void this.#writeTouched(), touchEveryMs).unref();
    this.#touched.set(id, tenant);
  }

  async #writeTouched(): Promise<void> {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const tenant of new Set(touched.map(([, owner]) => owner))) {
      const ids = touched.flatMap(([id, owner]) => (owner === tenant ? [id] : []));
      await this.database
        .ofTenant(tenant, ({ drizzle }) =>
          drizzle
            .update(credentials)
            .set({ lastUsedAt: sql`now()` })
            .where(and(inArray(credentials.id, ids), eq(credentials.tenant, tenant))),
        )
        // Promised is only that it may be lost.
        .catch(() => undefined);
    }
  }

  /** Fails with DataKeyGone where the data key was destroyed meanwhile. */
  async #sealed<T>(tenant: string, write: (rows: Rows) => Promise<T>): Promise<T> {
    try {
      return await this.database.ofTenant(tenant, write);
    } catch (error) {
      throw isForeignKeyFault(error) ? new DataKeyGone('The data key is gone.', { cause: error }) : error;
    }
  }

  #select(tenant: string, where: SQL | undefined): Promise<StoredCredential[]> {
    return this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select()
        .from(credentials)
        .where(and(eq(credentials.tenant, tenant), where))
        .orderBy(asc(credentials.createdAt), asc(credentials.id)),
    );
  }
}
