import { readFileSync } from 'node:fs';
import { findPackageRoot } from './find-package-root.js';

export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', findPackageRoot()), 'utf8')) as { version: string };
  return manifest.version;
}
