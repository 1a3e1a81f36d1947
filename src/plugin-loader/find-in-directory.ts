import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from './found-plugin.js';
import { pluginEntry } from './plugin-entry.js';
import type { LoadedProvider } from './provider-registry.js';
import { reasonOf } from './reason-of.js';

/** The plugins in a folder's folders, by name; the folder itself where it is one. */
export async function findInDirectory(
  directory: string,
  source: LoadedProvider['source'],
  index?: readonly string[],
): Promise<readonly Finding[]> {
  let names: string[];
  let root: string;
  try {
    root = await realpath(directory);
    names = (await readdir(root)).toSorted();
  } catch {
    return [{ location: directory, reason: 'There is no such folder, or it cannot be read.' }];
  }
  if (source === 'directory' && (names.includes('package.json') || names.includes('index.js'))) {
    return [await findInFolder(directory, root, source, index)];
  }
  const findings: Finding[] = [];
  for (const name of names) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const location = path.join(directory, name);
    const folder = await realFolder(location);
    if (folder === undefined) continue;
    if (folder !== path.join(root, name)) {
      findings.push({ location, reason: 'It is a link: name the folder that it leads to.' });
    } else {
      findings.push(await findInFolder(location, folder, source, index));
    }
  }
  return findings;
}

async function findInFolder(
  location: string,
  folder: string,
  source: LoadedProvider['source'],
  index?: readonly string[],
): Promise<Finding> {
  try {
    return { source, location, ...(await pluginEntry(folder, index)) };
  } catch (error) {
    return { location, reason: reasonOf(error) };
  }
}

async function realFolder(location: string): Promise<string | undefined> {
  try {
    const folder = await realpath(location);
    return (await stat(folder)).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}
