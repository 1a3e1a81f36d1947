import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const root = path.resolve(import.meta.dirname, '../..');
const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const packages = Object.entries(lock.packages).filter(([place]) => place !== '');

it('every package is locked to one version and to its content', () => {
  expect(packages.length).toBeGreaterThan(300);
  const open = packages.filter(
    ([place, { version, integrity, link }]) =>
      !place.startsWith('node_modules/') ||
      link === true ||
      !/^\d+\.\d+\.\d+/.test(version ?? '') ||
      !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''),
  );
  expect(open).toEqual([]);
});

it('no package comes from an address of its own', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

it('every dependency is asked for in one version, and no install script is allowed', async () => {
  const { dependencies, devDependencies, optionalDependencies, allowScripts } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([]);
  expect(Object.values(allowScripts ?? {}).filter((allowed) => allowed !== false)).toEqual([]);
});
