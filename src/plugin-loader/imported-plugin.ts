import type { ProviderDefinition } from '../sdk/index.js';
import { checkDefinition } from './check-definition.js';
import { connectPlugin } from './connect-plugin.js';
import type { Finding, FoundPlugin } from './found-plugin.js';
import { importPlugin } from './import-plugin.js';
import type { Host } from './plugin-container.js';
import type { LoadedProvider, ProviderRegistry, RefusedPlugin } from './provider-registry.js';
import { reasonOf } from './reason-of.js';

export interface ImportedPlugin {
  readonly found: FoundPlugin;
  readonly definition: ProviderDefinition;
}

/** Imports and checks what was found; fails with the reason, and the id that the plugin claims where it can be read. */
export async function importFinding(finding: Finding, timeoutMs: number): Promise<ImportedPlugin> {
  if (!('entry' in finding)) throw new Error(finding.reason);
  const exported = await imported(finding, timeoutMs);
  try {
    return { found: finding, definition: checkDefinition(exported) };
  } catch (error) {
    throw new PluginFailure(reasonOf(error), claimedId(exported));
  }
}

/** Connects an imported plugin, unless a plugin of another place has its id already. */
export async function connectImported(
  { found, definition }: ImportedPlugin,
  host: Host,
  registry: ProviderRegistry,
): Promise<LoadedProvider> {
  const other = registry.find(definition.id);
  try {
    if (other !== undefined && other.location !== found.location)
      throw new Error(`The plugin at ${other.location} has the id ${definition.id} already.`);
    return await connectPlugin(found, definition, host);
  } catch (error) {
    throw new PluginFailure(reasonOf(error), definition.id);
  }
}

export function refusalOf(location: string, error: unknown): RefusedPlugin {
  const id = error instanceof PluginFailure ? error.id : undefined;
  return { location, ...(id !== undefined && { id }), reason: reasonOf(error) };
}

class PluginFailure extends Error {
  constructor(
    reason: string,
    readonly id: string | undefined,
  ) {
    super(reason);
  }
}

async function imported({ entry }: FoundPlugin, timeoutMs: number): Promise<unknown> {
  try {
    return await importPlugin(entry, timeoutMs);
  } catch (error) {
    throw new Error(`Its module does not load: ${reasonOf(error)}`, { cause: error });
  }
}

function claimedId(exported: unknown): string | undefined {
  const id = typeof exported === 'object' && exported !== null && 'id' in exported ? exported.id : undefined;
  return typeof id === 'string' && /^[\w./:-]{1,128}$/.test(id) ? id : undefined;
}
