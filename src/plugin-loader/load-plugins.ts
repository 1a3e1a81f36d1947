import { findInDirectory } from './find-in-directory.js';
import { findPackage } from './find-package.js';
import type { Finding, FoundPlugin } from './found-plugin.js';
import { connectImported, importFinding, refusalOf } from './imported-plugin.js';
import type { Host } from './plugin-container.js';
import { ProviderRegistry } from './provider-registry.js';
import { pinnedCopy, nameOfPlugin } from './pinned-copy.js';
import { PluginCopies } from './plugin-copies.js';
import type { PluginPin } from './plugin-pin.js';
import { shareHostModules } from './share-host-modules.js';

export interface LoadPluginsOptions {
  readonly builtInDirectory: string;
  /** A folder of plugin folders, or one plugin's. */
  readonly directory?: string;
  /** Names of npm packages. */
  readonly packages: readonly string[];
  /** The folder from which packages are looked for first. */
  readonly packageRoot: string;
  /** Others than these are refused before any of their code runs. */
  readonly pins?: () => readonly PluginPin[];
  /** True where those without a pin are loaded too, as while one is written. */
  readonly allowUnpinned?: boolean;
  /** Where what is pinned is loaded from. */
  readonly copies?: PluginCopies;
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
  const { copies = new PluginCopies() } = options;
  const load = async (finding: Finding) =>
    importFinding('entry' in finding ? await agreed(finding, options, copies) : finding, importTimeoutMs);
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

/** What may be imported of what was found: the operator agreed to it, or it came with the server. Throws where not. */
async function agreed(found: FoundPlugin, options: LoadPluginsOptions, copies: PluginCopies): Promise<FoundPlugin> {
  if (found.source === 'built-in') return found;
  const pin = pinFor(found, options);
  return pin === undefined ? found : pinnedCopy(found, pin, copies);
}

/** Undefined where the operator allows what has none; throws where that is not so. */
export function pinFor(
  found: FoundPlugin,
  { pins = () => [], allowUnpinned = false }: LoadPluginsOptions,
): PluginPin | undefined {
  const name = nameOfPlugin(found);
  // Of two the later counts: an upgrade is appended.
  const pin = pins().findLast((one) => one.name === name);
  if (pin === undefined && !allowUnpinned) {
    throw new Error('It is not pinned: put what `byom plugin pin` prints for it into BYOM_PLUGIN_PINS, or its file.');
  }
  return pin;
}
