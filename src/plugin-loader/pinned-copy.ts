import path from 'node:path';
import { packageName } from './package-name.js';
import type { FoundPlugin } from './found-plugin.js';
import { integrityOf } from './integrity-of.js';
import type { PluginCopies } from './plugin-copies.js';
import { pluginEntry } from './plugin-entry.js';
import type { PluginPin } from './plugin-pin.js';

export const unversioned = '0.0.0';

/** What the operator calls a plugin: its package's name, or that of its folder. */
export const nameOfPlugin = ({ source, location }: Pick<FoundPlugin, 'source' | 'location'>): string =>
  source === 'package' && packageName.test(location) ? location : path.basename(location);

/** The pin of a plugin as it is now. */
export async function pinOf(found: FoundPlugin, copies: PluginCopies): Promise<PluginPin> {
  const copy = await copies.make(found);
  try {
    const { version = unversioned } = found;
    return { name: nameOfPlugin(found), version, integrity: await integrityOf(copy.folder) };
  } finally {
    await copies.remove(copy);
  }
}

/**
 * A copy whose every file is one that the operator pinned, dependencies included: what is loaded is the copy, so that
 * nothing can be changed between the check and the import. Throws before any of the plugin's code has run.
 */
export async function pinnedCopy(found: FoundPlugin, pin: PluginPin, copies: PluginCopies): Promise<FoundPlugin> {
  const { version = unversioned } = found;
  if (version !== pin.version) throw new Error(`It has version ${version}, and ${pin.version} is pinned.`);
  const copy = await copies.make(found);
  // Its manifest may have been another one before.
  if ((await integrityOf(copy.folder)) === pin.integrity)
    return { ...copy, ...(await pluginEntry(copy.folder)), pinned: true };
  await copies.remove(copy);
  throw new Error(
    'Its files are not those that were pinned: find out what changed, and pin it anew with `byom plugin pin` if it is right.',
  );
}
