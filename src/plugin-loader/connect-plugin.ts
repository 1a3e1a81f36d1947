import type { ProviderAdapter, ProviderDefinition } from '../sdk/index.js';
import type { FoundPlugin } from './found-plugin.js';
import { normalizeDefinition } from './normalize-definition.js';
import { PluginContainer, type Host } from './plugin-container.js';
import { ProviderLease } from './provider-lease.js';
import type { LoadedProvider } from './provider-registry.js';
import { reasonOf } from './reason-of.js';

/** Connects a checked plugin in a container of its own; throws with the reason where it gives no adapter. */
export async function connectPlugin(
  { source, location, version, pinned = source === 'built-in' }: FoundPlugin,
  declared: ProviderDefinition,
  host: Host,
): Promise<LoadedProvider> {
  const definition = normalizeDefinition(declared, version);
  const container = new PluginContainer(host, definition.id);
  try {
    const adapter = checkedAdapter(connected(definition, container));
    const dispose = async () => {
      // What the container made it disposes itself.
      if (!container.made(adapter)) await adapter.dispose?.();
      await container.dispose();
    };
    return { definition, source, location, pinned, adapter, lease: new ProviderLease(adapter, dispose), dispose };
  } catch (error) {
    await container.dispose().catch(() => undefined);
    throw error;
  }
}

function connected(definition: ProviderDefinition, container: PluginContainer): unknown {
  try {
    // Not the container itself: a plugin may resolve, not dispose.
    return definition.connect({ resolve: (token) => container.resolve(token) });
  } catch (error) {
    throw new Error(`Its connect failed: ${reasonOf(error)}`, { cause: error });
  }
}

function checkedAdapter(adapter: unknown): ProviderAdapter {
  if (typeof adapter !== 'object' || adapter === null) throw new Error('Its connect returned no adapter.');
  if ('then' in adapter) {
    // Nobody waits for it, so nobody else would hear of its failure.
    if (adapter instanceof Promise) adapter.catch(() => undefined);
    throw new Error('Its connect returned a promise: it must return the adapter itself.');
  }
  const { prepare, complete, probe, dispose } = adapter as Partial<ProviderAdapter>;
  const missing = Object.entries({ prepare, complete }).filter(([, method]) => typeof method !== 'function');
  if (missing.length > 0) throw new Error(`Its adapter lacks ${missing.map(([name]) => name).join(' and ')}.`);
  for (const [name, method] of Object.entries({ probe, dispose })) {
    if (method !== undefined && typeof method !== 'function')
      throw new Error(`The ${name} of its adapter is no function.`);
  }
  return adapter as ProviderAdapter;
}
