import type { AliasStore, ModelAlias } from '../../src/aliases/alias-store.js';

/** Aliases of one process, for tests. */
export class InMemoryAliasStore implements AliasStore {
  readonly #rows = new Map<string, ModelAlias>();

  async set(alias: ModelAlias): Promise<void> {
    this.#rows.set(JSON.stringify([alias.tenant, alias.name]), alias);
  }

  async find(tenant: string, name: string): Promise<ModelAlias | undefined> {
    return this.#rows.get(JSON.stringify([tenant, name]));
  }

  async list(tenant: string): Promise<readonly ModelAlias[]> {
    const own = [...this.#rows.values()].filter((alias) => alias.tenant === tenant);
    return own.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async remove(tenant: string, name: string): Promise<boolean> {
    return this.#rows.delete(JSON.stringify([tenant, name]));
  }
}
