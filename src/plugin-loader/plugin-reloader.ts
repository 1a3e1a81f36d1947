import type { Finding, FoundPlugin } from './found-plugin.js';
import { connectImported, importFinding, refusalOf } from './imported-plugin.js';
import { findOthers, pinFor, type LoadPluginsOptions } from './load-plugins.js';
import { pinnedCopy } from './pinned-copy.js';
import { PluginCopies } from './plugin-copies.js';
import type { ProviderRegistry } from './provider-registry.js';

/** What became of one plugin. */
export interface PluginReload {
  readonly location: string;
  readonly outcome: 'loaded' | 'replaced' | 'refused';
  readonly id?: string;
  readonly version?: string;
  /** Where it is refused; the version before it, if there is one, goes on serving. */
  readonly reason?: string;
}

/** Takes plugins up again from where the operator keeps them, while the server serves. */
export class PluginReloader {
  readonly #copies: PluginCopies;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly registry: ProviderRegistry,
    private readonly options: LoadPluginsOptions,
  ) {
    this.#copies = options.copies ?? new PluginCopies();
  }

  /** Every plugin of the directory and of the named packages, or one provider's; one reload waits for another. */
  run(provider?: string): Promise<readonly PluginReload[]> {
    const reload = this.#last.then(() => this.#reload(provider));
    this.#last = reload.catch(() => undefined);
    return reload;
  }

  dispose(): Promise<void> {
    return this.#copies.dispose();
  }

  async #reload(provider: string | undefined): Promise<readonly PluginReload[]> {
    const location = provider === undefined ? undefined : this.registry.find(provider)?.location;
    const reloads: PluginReload[] = [];
    for (const finding of await findOthers(this.options)) {
      if (provider === undefined || finding.location === location) reloads.push(await this.#reloadOne(finding));
    }
    return reloads;
  }

  async #reloadOne(finding: Finding): Promise<PluginReload> {
    const { location } = finding;
    const { host, importTimeoutMs = 10_000 } = this.options;
    try {
      const fresh = 'entry' in finding ? await this.#copied(finding) : finding;
      const loaded = await connectImported(await importFinding(fresh, importTimeoutMs), host, this.registry);
      const { id, version } = loaded.definition;
      const outcome = this.registry.find(id) === undefined ? 'loaded' : 'replaced';
      this.registry.put(loaded);
      return { location, outcome, id, version };
    } catch (error) {
      const refused = refusalOf(location, error);
      this.registry.refuse(refused);
      return { ...refused, outcome: 'refused' };
    }
  }

  /** Node keeps a module under its URL for good, helpers included, so every version gets a folder of its own. */
  async #copied(found: FoundPlugin): Promise<FoundPlugin> {
    const pin = pinFor(found, this.options);
    return pin === undefined ? this.#copies.make(found) : pinnedCopy(found, pin, this.#copies);
  }
}
