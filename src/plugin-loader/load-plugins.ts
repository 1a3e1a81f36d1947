import { findInDirectory } from './find-in-directory.js';
import { findPackage } from './find-package.js';
import type { Finding } from './found-plugin.js';
import { connectImported, importFinding, refusalOf } from './imported-plugin.js';
import type { Host } from './plugin-container.js';
import { ProviderRegistry } from './provider-registry.js';
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
const inParallel = !import.meta.url.endsWith('.ts');

/**
 * Finds, checks and connects every plugin: the server's own, then the directory's, then the packages, and of equal ids
 * the first wins. Never fails: whatever is wrong with one plugin is the reason for its refusal alone.
 */
export async function loadPlugins(options: LoadPluginsOptions): Promise<ProviderRegistry> {
  const { directory, packages, host, importTimeoutMs = 10_000 } = options;
  if (directory !== undefined || packages.length > 0) shareHostModules();
  const [builtIn, others] = await Promise.all([
    findInDirectory(options.builtInDirectory, 'built-in', builtInIndex),
    findOthers(options),
  ]);
  const findings = [...builtIn, ...others];

  const registry = new ProviderRegistry([], []);
  const load = (finding: Finding) => importFinding(finding, importTimeoutMs);
  // Not every module loader (Jest's is one) links modules that several import at once.
  const imported = inParallel ? findings.map(load) : undefined;
  // Each is waited for in its turn, and may fail before that.
  for (const one of imported ?? []) one.catch(() => undefined);
  for (const [at, finding] of findings.entries()) {
    try {
      const plugin = await (imported?.[at] ?? load(finding));
      registry.put(await connectImported(plugin, host, registry));
    } catch (error) {
      registry.refuse(refusalOf(finding.location, error));
    }
  }
  return registry;
}

/** The plugins that the operator named: the directory's, then the packages. */
export async function findOthers({
  directory,
  packages,
  packageRoot,
}: LoadPluginsOptions): Promise<readonly Finding[]> {
  const findings = await Promise.all([
    directory === undefined ? [] : findInDirectory(directory, 'directory'),
    ...[...new Set(packages)].map(async (name) => [await findPackage(name, packageRoot)]),
  ]);
  return findings.flat();
}
