import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Locked {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

const manifest = JSON.parse(textOf('package.json')) as Manifest;
const lock = JSON.parse(textOf('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };

test('a build runs no script of a dependency, and takes each at one version with its digest', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  const locked = Object.entries(lock.packages).filter(([at, { link }]) => at !== '' && link !== true);
  expect(locked.length).toBeGreaterThan(300);
  expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([at]) => at)).toEqual([]);
  // Where a package comes from is the registry's word; a path, a repository or plain http is not.
  expect(locked.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://'))).toEqual([]);
  expect(textOf('.ci/run')).toMatch(/^npm ci --ignore-scripts$/m);
  expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m);
});

test('a build has no hook of its own that an installation runs, and allows none of a dependency', () => {
  expect(Object.entries(manifest.allowScripts ?? {}).filter(([, may]) => may)).toEqual([]);
  for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) {
    expect(manifest.scripts[hook]).toBeUndefined();
  }
});
