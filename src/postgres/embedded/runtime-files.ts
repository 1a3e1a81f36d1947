import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.js';
import { privateTemporaryFolder } from './private-temporary-folder.js';
import { canEnter, type ServerIdentity } from './server-identity.js';

export interface Runtime {
  readonly bin: string;
  /** Environment that the binaries need; nothing of ours is passed on. */
  readonly env: Readonly<Record<string, string>>;
}

const cleanEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/** Makes the installed binaries runnable without writing where npm put them. */
export function runtimeFiles(binaries: PostgresBinaries, folder: string, identity: ServerIdentity): Runtime {
  const inPlace = { bin: join(binaries.root, 'bin'), env: cleanEnvironment };
  const reachable = canEnter(identity, inPlace.bin);
  if (reachable && binaries.missingLinks.length === 0) return inPlace;
  // macOS drops DYLD_* at each /bin/sh that initdb starts, so links beside the binaries are the only way there.
  if (reachable && process.platform === 'linux' && canEnter(identity, folder)) {
    const links = join(folder, `lib-${binaries.version}`);
    const libraries = join(binaries.root, 'lib');
    linkLibraries(binaries, links, libraries);
    return { ...inPlace, env: { ...cleanEnvironment, LD_LIBRARY_PATH: `${links}:${libraries}` } };
  }
  const home = canEnter(identity, folder)
    ? folder
    : privateTemporaryFolder('byom-', binaries.root, 0o755, {}, identity);
  const copy = join(home, `postgres-${binaries.version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}.tmp`;
    rmSync(draft, { recursive: true, force: true });
    const wanted = (path: string) => !path.endsWith('.a') && relative(binaries.root, path).split(sep)[0] !== 'include';
    cpSync(binaries.root, draft, { recursive: true, filter: wanted, verbatimSymlinks: true });
    linkLibraries(binaries, join(draft, 'lib'), '.');
    publish(draft, copy);
  }
  return { bin: join(copy, 'bin'), env: cleanEnvironment };
}

function linkLibraries(binaries: PostgresBinaries, folder: string, libraries: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { name, to } of binaries.missingLinks) {
    const draft = join(folder, `.${name}.${process.pid}`);
    rmSync(draft, { force: true });
    symlinkSync(join(libraries, to), draft);
    renameSync(draft, join(folder, name));
  }
}

/** Renames a finished draft into place; where another process was first, its copy is as good. */
function publish(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}
