import { checkDefinition } from './check-definition.js';
import { connectPlugin } from './connect-plugin.js';
import { findInDirectory } from './find-in-directory.js';
import { findPackage } from './find-package.js';
import type { FoundPlugin } from './found-plugin.js';
import { importPlugin } from './import-plugin.js';
import type { Host } from './plugin-container.js';
import { ProviderRegistry, type LoadedProvider, type RefusedPlugin } from './provider-registry.js';
import { reasonOf } from './reason-of.js';
import { shareHostModules } from './share-host-modules.js';

export interface LoadPluginsOptions {
  readonly builtInDirectory: string;
  /** A folder of plugin folders, or one plugin's. */
  readonly directory?: string;
  /** Names of npm packages. */
  readonly packages: readonly string[];
  /** The folder from which packages are looked for first. */
  readonly packageRoot: string;
  readonly host: Host;
  /** For one plugin's module to load; 10 s where left out. */
  readonly importTimeoutMs?: number;
}

/** From TypeScript the host runs its own plugins as they are written; plugins of others are always compiled. */
const builtInIndex = import.meta.url.endsWith('.ts') ? ['index.ts'] : ['index.js'];

/**
 * Finds, checks and connects every plugin: the server's own, then the directory's, then the packages, and of equal ids
 * the first wins. Never fails: whatever is wrong with one plugin is the reason for its refusal alone.
 */
export async function loadPlugins(options: LoadPluginsOptions): Promise<ProviderRegistry> {
  const { directory, packages, packageRoot, host, importTimeoutMs = 10_000 } = options;
  if (directory !== undefined || packages.length > 0) shareHostModules();
  const findings = (
    await Promise.all([
      findInDirectory(options.builtInDirectory, 'built-in', builtInIndex),
      directory === undefined ? [] : findInDirectory(directory, 'directory'),
      ...[...new Set(packages)].map(async (name) => [await findPackage(name, packageRoot)]),
    ])
  ).flat();

  const loaded = new Map<string, LoadedProvider>();
  const refused: RefusedPlugin[] = [];
  // One after another: not every module loader (Jest's is one) links modules that several import at once.
  for (const finding of findings) {
    const { location } = finding;
    let id: string | undefined;
    try {
      if (!('entry' in finding)) throw new Error(finding.reason);
      const exported = await importFound(finding, importTimeoutMs);
      id = idOf(exported);
      const definition = checkDefinition(exported);
      const first = loaded.get(definition.id);
      if (first !== undefined) throw new Error(`The plugin at ${first.location} has the id ${definition.id} already.`);
      loaded.set(definition.id, await connectPlugin(finding, definition, host));
    } catch (error) {
      refused.push({ location, ...(id !== undefined && { id }), reason: reasonOf(error) });
    }
  }
  return new ProviderRegistry([...loaded.values()], refused);
}

async function importFound(finding: FoundPlugin, timeoutMs: number): Promise<unknown> {
  try {
    return await importPlugin(finding.entry, timeoutMs);
  } catch (error) {
    throw new Error(`Its module does not load: ${reasonOf(error)}`, { cause: error });
  }
}

function idOf(exported: unknown): string | undefined {
  const id = typeof exported === 'object' && exported !== null && 'id' in exported ? exported.id : undefined;
  return typeof id === 'string' && /^[\w./:-]{1,128}$/.test(id) ? id : undefined;
}
