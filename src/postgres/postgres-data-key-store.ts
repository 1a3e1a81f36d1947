import { eq } from 'drizzle-orm';
import type { DataKeyStore } from '../vault/credential-store.js';
import type { Database } from './open-database.js';
import { dataKeys } from './tables/data-keys.js';
import { keyCheck } from './tables/key-check.js';

type DataKey = NonNullable<Awaited<ReturnType<DataKeyStore['find']>>>;

const columns = { id: dataKeys.id, wrapped: dataKeys.wrapped, kekVersion: dataKeys.kekVersion };

export class PostgresDataKeyStore implements DataKeyStore {
  constructor(private readonly database: Database) {}

  async find(tenant: string): Promise<DataKey | undefined> {
    const [key] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.select(columns).from(dataKeys).where(eq(dataKeys.tenant, tenant)),
    );
    return key;
  }

  async insert(key: DataKey & { readonly tenant: string }): Promise<DataKey> {
    const [inserted] = await this.database.ofTenant(key.tenant, ({ drizzle }) =>
      drizzle.insert(dataKeys).values(key).onConflictDoNothing().returning(columns),
    );
    return inserted ?? (await this.find(key.tenant))!;
  }

  async checkValue(): Promise<Buffer | undefined> {
    const [row] = await this.database.ofOperator(({ drizzle }) =>
      drizzle.select({ value: keyCheck.value }).from(keyCheck),
    );
    return row?.value;
  }

  /** The first stays: a server that starts beside another with another key has to notice. */
  async setCheckValue(value: Buffer): Promise<void> {
    await this.database.ofOperator(({ drizzle }) => drizzle.insert(keyCheck).values({ value }).onConflictDoNothing());
  }
}
