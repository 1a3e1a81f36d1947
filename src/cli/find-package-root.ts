import { existsSync } from 'node:fs';

/** The folder with our package.json, from the compiled code or the sources. */
export function findPackageRoot(): URL {
  for (let folder = new URL('./', import.meta.url); folder.pathname !== '/'; folder = new URL('../', folder)) {
    if (existsSync(new URL('package.json', folder))) return folder;
  }
  throw new Error('The package.json of byom is missing: install byom again.');
}
