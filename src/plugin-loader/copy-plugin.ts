import { cp, lstat, mkdir, readdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageName } from './package-name.js';
import { packageManifest } from './package-manifest.js';

/** Given to plugins by the host, whatever lies beside them. */
const givenByHost = new Set(['byom', 'tsyringe']);
const leftOut = new Set(['node_modules', '.git']);

/** By name, the folder that each dependency of a copied package was copied from. */
type Beside = ReadonlyMap<string, string>;

/**
 * Copies a plugin with all that it depends on to a folder of its own, so that nothing of it is a module that Node knows
 * already. A dependency is found as Node finds it from the original, and copied once where several share it.
 */
export async function copyPlugin(folder: string, target: string): Promise<void> {
  await copyPackage(await realpath(folder), target, []);
  if ((await packageManifest(folder)) !== undefined) return;
  const type = await inheritedType(path.dirname(folder));
  await writeFile(path.join(target, 'package.json'), JSON.stringify({ type }));
}

async function copyPackage(source: string, target: string, above: readonly Beside[]): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await cp(source, target, {
    recursive: true,
    filter: async (file) => {
      if (file === source) return true;
      if (leftOut.has(path.basename(file))) return false;
      if ((await lstat(file)).isSymbolicLink()) throw new Error('It holds a link: put the file itself there.');
      return true;
    },
  });
  const beside = new Map<string, string>();
  for (const name of await dependenciesOf(source)) {
    // It becomes part of a path.
    if (!packageName.test(name)) throw new Error('It depends on something that is no name of a package.');
    const found = await installed(name, source);
    const shared = above.findLast((one) => one.has(name))?.get(name);
    if (found !== undefined && found !== shared) beside.set(name, found);
  }
  for (const [name, found] of beside)
    await copyPackage(found, path.join(target, 'node_modules', name), [...above, beside]);
}

/** What its manifest names, and whatever else is installed within the folder. */
async function dependenciesOf(folder: string): Promise<ReadonlySet<string>> {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = (await packageManifest(folder)) ?? {};
  const named = [dependencies, optionalDependencies, peerDependencies].flatMap(Object.keys);
  return new Set(
    [...named, ...(await packagesIn(path.join(folder, 'node_modules')))].filter((name) => !givenByHost.has(name)),
  );
}

async function packagesIn(modules: string): Promise<readonly string[]> {
  const names = (await readdir(modules).catch(() => [])).filter((name) => !name.startsWith('.'));
  const scoped = names.map(async (name) =>
    name.startsWith('@') ? (await readdir(path.join(modules, name))).map((one) => `${name}/${one}`) : [name],
  );
  return (await Promise.all(scoped)).flat();
}

async function installed(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = await realpath(path.join(folder, 'node_modules', name)).catch(() => undefined);
    if (found !== undefined || folder === path.dirname(folder)) return found;
  }
}

/** How Node reads the files of a folder without a manifest of its own. */
async function inheritedType(from: string): Promise<string> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const manifest = await packageManifest(folder);
    if (manifest !== undefined) return manifest.type ?? 'commonjs';
    if (folder === path.dirname(folder)) return 'module';
  }
}
