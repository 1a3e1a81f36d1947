import { and, count, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import type { DataKeyStore, WrappedDataKey } from '../vault/data-key-store.js';
import { isForeignKeyFault } from './is-foreign-key-fault.js';
import type { Database } from './open-database.js';
import { dataKeys } from './tables/data-keys.js';
import { keyCheck } from './tables/key-check.js';

const { isCurrent: _isCurrent, createdAt: _createdAt, ...columns } = getTableColumns(dataKeys);

export class PostgresDataKeyStore implements DataKeyStore {
  constructor(private readonly database: Database) {}

  async current(tenant: string): Promise<WrappedDataKey | undefined> {
    const [key] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select(columns)
        .from(dataKeys)
        .where(and(eq(dataKeys.tenant, tenant), dataKeys.isCurrent)),
    );
    return key;
  }

  async find(tenant: string, id: string): Promise<WrappedDataKey | undefined> {
    const [key] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.select(columns).from(dataKeys).where(isOne(tenant, id)),
    );
    return key;
  }

  async insert(key: WrappedDataKey): Promise<WrappedDataKey> {
    const [inserted] = await this.database.ofTenant(key.tenant, ({ drizzle }) =>
      drizzle.insert(dataKeys).values(key).onConflictDoNothing().returning(columns),
    );
    return inserted ?? (await this.current(key.tenant))!;
  }

  replace(key: WrappedDataKey, former: string): Promise<boolean> {
    return this.database.ofTenant(key.tenant, async ({ drizzle }) => {
      const { rowCount } = await drizzle
        .update(dataKeys)
        .set({ isCurrent: false })
        .where(and(isOne(key.tenant, former), dataKeys.isCurrent));
      if (rowCount !== 1) return false;
      await drizzle.insert(dataKeys).values(key);
      return true;
    });
  }

  async former(tenant: string): Promise<readonly string[]> {
    const rows = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select({ id: dataKeys.id })
        .from(dataKeys)
        .where(and(eq(dataKeys.tenant, tenant), eq(dataKeys.isCurrent, false))),
    );
    return rows.map(({ id }) => id);
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    try {
      const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
        drizzle.delete(dataKeys).where(and(isOne(tenant, id), eq(dataKeys.isCurrent, false))),
      );
      return rowCount === 1;
    } catch (error) {
      if (isForeignKeyFault(error)) return false;
      throw error;
    }
  }

  wrappedBelow(version: number, most: number): Promise<readonly WrappedDataKey[]> {
    return this.database.ofOperator(({ drizzle }) =>
      drizzle.select(columns).from(dataKeys).where(lt(dataKeys.kekVersion, version)).limit(most),
    );
  }

  async countWrappedBelow(version: number): Promise<number> {
    const [row] = await this.database.ofOperator(({ drizzle }) =>
      drizzle
        .select({ n: count(dataKeys.id) })
        .from(dataKeys)
        .where(lt(dataKeys.kekVersion, version)),
    );
    return row?.n ?? 0;
  }

  async rewrap(key: WrappedDataKey, former: number): Promise<boolean> {
    const { wrapped, kekVersion } = key;
    const { rowCount } = await this.database.ofOperator(({ drizzle }) =>
      drizzle
        .update(dataKeys)
        .set({ wrapped, kekVersion })
        .where(and(isOne(key.tenant, key.id), eq(dataKeys.kekVersion, former))),
    );
    return rowCount === 1;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.database.ofOperator(async ({ drizzle }) => {
      await drizzle.execute(sql`select pg_advisory_xact_lock(hashtextextended('byom key ring', 7168))`);
      return work();
    });
  }

  async tenants(): Promise<readonly string[]> {
    const rows = await this.database.ofOperator(({ drizzle }) =>
      drizzle.selectDistinct({ tenant: dataKeys.tenant }).from(dataKeys),
    );
    return rows.map(({ tenant }) => tenant);
  }

  async serverSecret(): ReturnType<DataKeyStore['serverSecret']> {
    const [row] = await this.database.ofOperator(({ drizzle }) =>
      drizzle.select({ sealed: keyCheck.value, kekVersion: keyCheck.kekVersion }).from(keyCheck),
    );
    return row;
  }

  /** The first stays: a server that starts beside another with another key has to notice. */
  async setServerSecret(
    { sealed, kekVersion }: { readonly sealed: Buffer; readonly kekVersion: number },
    former?: number,
  ): ReturnType<DataKeyStore['setServerSecret']> {
    await this.database.ofOperator(({ drizzle }) =>
      former === undefined
        ? drizzle.insert(keyCheck).values({ value: sealed, kekVersion }).onConflictDoNothing()
        : drizzle
            .update(keyCheck)
            .set({ value: sealed, kekVersion })
            .where(and(eq(keyCheck.kekVersion, former), lt(keyCheck.kekVersion, kekVersion))),
    );
    return (await this.serverSecret())!;
  }
}

const isOne = (tenant: string, id: string) => and(eq(dataKeys.tenant, tenant), eq(dataKeys.id, id));
