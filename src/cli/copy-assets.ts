import { cpSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { findPackageRoot } from './find-package-root.js';

const root = fileURLToPath(findPackageRoot());
/** Read at run time beside the code that the compiler put there; all else stays with the sources. */
const assets = /\.(?:sql|json|graphql)$/;
const skipped = /(?:^|[\\/])fixtures(?:[\\/]|$)/;
const templates = /^cli[\\/]plugin[\\/]templates[\\/]/;

for (const top of ['src', 'plugins']) {
  for (const name of readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })) {
    const from = join(root, top, name);
    if ((templates.test(name) || (assets.test(name) && !skipped.test(name))) && statSync(from).isFile()) {
      cpSync(from, join(root, 'dist', top, name));
    }
  }
}
