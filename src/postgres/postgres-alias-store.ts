import { and, asc, eq } from 'drizzle-orm';
import type { AliasStore, ModelAlias } from '../aliases/alias-store.js';
import type { Database } from './open-database.js';
import { modelAliases } from './tables/model-aliases.js';

export class PostgresAliasStore implements AliasStore {
  constructor(private readonly database: Database) {}

  async set(alias: ModelAlias): Promise<void> {
    const { model, credential } = alias;
    await this.database.ofTenant(alias.tenant, ({ drizzle }) =>
      drizzle
        .insert(modelAliases)
        .values(alias)
        .onConflictDoUpdate({ target: [modelAliases.tenant, modelAliases.name], set: { model, credential } }),
    );
  }

  async find(tenant: string, name: string): Promise<ModelAlias | undefined> {
    const [found] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select()
        .from(modelAliases)
        .where(and(eq(modelAliases.tenant, tenant), eq(modelAliases.name, name))),
    );
    return found;
  }

  list(tenant: string): Promise<readonly ModelAlias[]> {
    return this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.select().from(modelAliases).where(eq(modelAliases.tenant, tenant)).orderBy(asc(modelAliases.name)),
    );
  }

  async remove(tenant: string, name: string): Promise<boolean> {
    const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.delete(modelAliases).where(and(eq(modelAliases.tenant, tenant), eq(modelAliases.name, name))),
    );
    return rowCount === 1;
  }
}
