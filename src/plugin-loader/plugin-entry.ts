import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { exactVersion } from './exact-version.js';
import { packageManifest, type PackageManifest } from './package-manifest.js';

export interface PluginEntry {
  readonly folder: string;
  readonly entry: string;
  readonly version?: string;
}

/**
 * The module of a plugin's folder: what its package.json exports, its main, or index.js. Throws with the reason where
 * there is none, or where it lies outside the folder: a link or a path may not lead out of what the operator named.
 */
export async function pluginEntry(folder: string, index: readonly string[] = ['index.js']): Promise<PluginEntry> {
  const manifest = await packageManifest(folder);
  if (manifest?.version !== undefined && !exactVersion.test(manifest.version)) {
    throw new Error('Its package.json has a version that is none: 1.2.3 is one.');
  }
  const named = manifest?.exports === undefined ? manifest?.main : exported(manifest.exports);
  if (manifest?.exports !== undefined && named === undefined) throw new Error('Its package.json exports no module.');
  const root = await realpath(folder);
  for (const file of named === undefined ? index : [named]) {
    const entry = await realFile(path.resolve(root, file));
    if (entry === undefined) continue;
    if (!entry.startsWith(root + path.sep)) throw new Error('Its module lies outside its folder.');
    return { folder: root, entry, ...(manifest?.version !== undefined && { version: manifest.version }) };
  }
  throw new Error(
    `It has no ${named === undefined ? 'package.json that names a module, and no index.js' : 'such module as its package.json names'}.`,
  );
}

async function realFile(file: string): Promise<string | undefined> {
  try {
    const real = await realpath(file);
    return (await stat(real)).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}

const taken = new Set(['.', 'import', 'node', 'default']);

/** What `exports` gives an importing Node for the package itself. */
function exported(exports: PackageManifest['exports']): string | undefined {
  if (typeof exports === 'string') return exports;
  if (Array.isArray(exports)) return exports.map(exported).find((target) => target !== undefined);
  if (typeof exports !== 'object' || exports === null) return undefined;
  for (const [key, target] of Object.entries(exports)) {
    if (!taken.has(key)) continue;
    const found = exported(target);
    if (found !== undefined) return found;
  }
  return undefined;
}
