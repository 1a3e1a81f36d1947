import { count, eq } from 'drizzle-orm';
import type { AccessStore, Tenant } from '../access/access-store.js';
import type { Database } from './open-database.js';
import { isStorable, storedText } from './stored-text.js';
import { apiTokens } from './tables/api-tokens.js';
import { tenants } from './tables/tenants.js';

export class PostgresAccessStore implements AccessStore {
  constructor(private readonly database: Database) {}

  async createTenant({ id, name }: { readonly id: string; readonly name: string }): Promise<Tenant> {
    const row = { id, name: storedText(name, 'name') };
    const [tenant] = await this.database.ofOperator(({ drizzle }) => drizzle.insert(tenants).values(row).returning());
    return tenant!;
  }

  async countTenants(): Promise<number> {
    const [row] = await this.database.ofOperator(({ drizzle }) => drizzle.select({ n: count() }).from(tenants));
    return row?.n ?? 0;
  }

  async addToken(token: {
    readonly id: string;
    readonly tenant: string;
    readonly prefix: string;
    readonly digest: Buffer;
  }): Promise<void> {
    await this.database.ofOperator(({ drizzle }) => drizzle.insert(apiTokens).values(token));
  }

  async tokensByPrefix(prefix: string): Promise<readonly { readonly tenant: Tenant; readonly digest: Buffer }[]> {
    if (!isStorable(prefix)) return [];
    return this.database.ofOperator(({ drizzle }) =>
      drizzle
        .select({ tenant: tenants, digest: apiTokens.digest })
        .from(apiTokens)
        .innerJoin(tenants, eq(tenants.id, apiTokens.tenant))
        .where(eq(apiTokens.prefix, prefix)),
    );
  }
}
