import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectPlugin } from '../plugin-loader/connect-plugin.js';
import { findInDirectory } from '../plugin-loader/find-in-directory.js';
import { findPackage } from '../plugin-loader/find-package.js';
import type { Finding } from '../plugin-loader/found-plugin.js';
import { importFinding } from '../plugin-loader/imported-plugin.js';
import { PluginContainer, type Host } from '../plugin-loader/plugin-container.js';
import { shareHostModules } from '../plugin-loader/share-host-modules.js';
import type { PluginHost, ProviderDefinition } from '../sdk/index.js';

export interface OpenedPlugin {
  readonly definition: ProviderDefinition;
  /** Where its files are. */
  readonly folder: string;
  /** As a server would lend it. */
  readonly host: PluginHost;
}

const importTimeoutMs = 10_000;
const nothing = () => undefined;
const host: Host = { logger: { info: nothing, warn: nothing, error: nothing }, clock: { now: () => Date.now() } };

/** Finds, checks and connects one plugin as a server would; fails with the reason for which a server would refuse it. */
export async function openPlugin(pathOrPackage: string): Promise<OpenedPlugin> {
  shareHostModules();
  const { found, definition } = await importFinding(await findPlugin(pathOrPackage), importTimeoutMs);
  const connected = await connectPlugin(found, definition, host);
  await connected.dispose?.();
  return { definition, folder: found.folder, host: new PluginContainer(host, definition.id) };
}

/** A folder, or an installed package; nothing of it is run. */
export async function findPlugin(pathOrPackage: string): Promise<Finding> {
  const folder = path.resolve(pathOrPackage);
  const findings = (await isFolder(folder))
    ? await findInDirectory(folder, 'directory')
    : [await findPackage(pathOrPackage, process.cwd())];
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error('Name the folder of one plugin.');
  return finding;
}

/** The default export, or the one of this name, of a module beside a plugin; undefined where there is no such file. */
export async function exportBeside(folder: string, file: string, name: string): Promise<unknown> {
  const place = path.join(folder, file);
  const there = await stat(place).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!there) return undefined;
  const exported = (await import(pathToFileURL(place).href)) as Readonly<Record<string, unknown>>;
  return exported[name] ?? exported['default'];
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
