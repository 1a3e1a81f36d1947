import type { ProviderAdapter, ProviderDefinition } from '../sdk/index.js';
import type { ProviderLease } from './provider-lease.js';

/** A definition with everything that a plugin may leave out. */
export interface NormalizedDefinition extends ProviderDefinition {
  readonly version: string;
  readonly credentialFields: NonNullable<ProviderDefinition['credentialFields']>;
  readonly baseUrlCustomizable: boolean;
  readonly quirks: NonNullable<ProviderDefinition['quirks']>;
}

export interface LoadedProvider {
  readonly definition: NormalizedDefinition;
  readonly source: 'built-in' | 'directory' | 'package';
  readonly location: string;
  /** True where it came with the server, or every file of it is one that the operator pinned. */
  readonly pinned?: boolean;
  readonly adapter: ProviderAdapter;
  /** What calls go through, so that it can be replaced under them. */
  readonly lease?: ProviderLease;
  /** Lets go of the adapter and the plugin's container. */
  dispose?(): Promise<void>;
}

export interface RefusedPlugin {
  readonly location: string;
  /** Where the plugin says it. */
  readonly id?: string;
  readonly reason: string;
}

/** The plugins that were found: those that serve, and those refused. */
export class ProviderRegistry {
  #byId: ReadonlyMap<string, LoadedProvider>;
  #refused: readonly RefusedPlugin[];
  readonly #versions = new Map<string, number>();

  constructor(loaded: readonly LoadedProvider[], refused: readonly RefusedPlugin[]) {
    this.#byId = new Map(loaded.map((provider) => [provider.definition.id, provider]));
    this.#refused = refused;
  }

  get refused(): readonly RefusedPlugin[] {
    return this.#refused;
  }

  list(): readonly LoadedProvider[] {
    return [...this.#byId.values()];
  }

  find(id: string): LoadedProvider | undefined {
    return this.#byId.get(id);
  }

  /** How many versions of a plugin this process has loaded; modules are never freed, so all of them take memory. */
  loadedVersions(id: string): number {
    return this.#versions.get(id) ?? (this.#byId.has(id) ? 1 : 0);
  }

  /** From one moment to the next this one serves; the one before it ends with the last call on it. */
  put(provider: LoadedProvider): void {
    const { id } = provider.definition;
    const before = this.#byId.get(id);
    this.#versions.set(id, this.loadedVersions(id) + 1);
    this.#byId = new Map(this.#byId).set(id, provider);
    this.#refused = this.#refused.filter(({ location }) => location !== provider.location);
    if (before?.lease !== undefined && provider.lease !== undefined) before.lease.retire(provider.lease);
  }

  /** Remembers why the plugin at a place was not taken, in place of what was known of that place before. */
  refuse(refused: RefusedPlugin): void {
    this.#refused = [...this.#refused.filter(({ location }) => location !== refused.location), refused];
  }

  /** Disposes every plugin; the failure of one keeps no other from it. */
  async dispose(): Promise<void> {
    await Promise.allSettled(this.list().map(async (provider) => provider.dispose?.()));
  }
}
