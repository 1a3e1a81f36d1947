import type { ProviderAdapter, ProviderDefinition } from '../sdk/index.js';

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
  readonly adapter: ProviderAdapter;
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
  readonly #byId: ReadonlyMap<string, LoadedProvider>;

  constructor(
    private readonly loaded: readonly LoadedProvider[],
    readonly refused: readonly RefusedPlugin[],
  ) {
    this.#byId = new Map(loaded.map((provider) => [provider.definition.id, provider]));
  }

  list(): readonly LoadedProvider[] {
    return this.loaded;
  }

  find(id: string): LoadedProvider | undefined {
    return this.#byId.get(id);
  }

  /** Disposes every plugin; the failure of one keeps no other from it. */
  async dispose(): Promise<void> {
    await Promise.allSettled(this.loaded.map(async (provider) => provider.dispose?.()));
  }
}
