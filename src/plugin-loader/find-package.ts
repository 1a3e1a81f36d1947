import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Finding } from './found-plugin.js';
import { packageName } from './package-name.js';
import { packageManifest } from './package-manifest.js';
import { pluginEntry } from './plugin-entry.js';
import { reasonOf } from './reason-of.js';

/** An installed npm package by name, looked for from where the server was started, then from where it is installed. */
export async function findPackage(name: string, packageRoot: string): Promise<Finding> {
  if (name.length > 214 || !packageName.test(name)) {
    return { location: name, reason: 'This is not the name of an npm package.' };
  }
  try {
    for (const from of [path.join(packageRoot, 'package.json'), import.meta.filename]) {
      for (const modules of createRequire(from).resolve.paths(name) ?? []) {
        const folder = path.join(modules, name);
        if ((await packageManifest(folder)) === undefined) continue;
        // Installers link packages from stores and workspaces, so a linked folder is fine here: the name was given.
        return { source: 'package', location: name, ...(await pluginEntry(await realpath(folder))) };
      }
    }
    return { location: name, reason: 'No such package is installed: run npm install with its name.' };
  } catch (error) {
    return { location: name, reason: reasonOf(error) };
  }
}
