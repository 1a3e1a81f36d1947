import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { sandboxLimits } from './sandbox-limits.js';

export interface ChildCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** Where the compiled program is, also for those who run the sources. */
const sandboxFolder = realpathSync(
  import.meta.filename.endsWith('.ts')
    ? path.resolve(import.meta.dirname, '../../dist/src/sandbox')
    : import.meta.dirname,
);

const packages = ['quickjs-emscripten-core', '@jitl/quickjs-wasmfile-release-sync', '@jitl/quickjs-ffi-types'];

/** Of Node's own permissions the child gets one, by the name that this Node has for it: to read its own program. */
function permissions(): readonly string[] {
  const flag = ['--permission', '--experimental-permission'].find((name) =>
    process.allowedNodeEnvironmentFlags.has(name),
  );
  if (flag === undefined) return [];
  // Permissions go by real paths; packages may be links.
  const folders = [sandboxFolder, ...packages.map((name) => realpathSync(folderOf(name)))];
  return [flag, ...folders.map((folder) => `--allow-fs-read=${folder}${path.sep}*`)];
}

function folderOf(name: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve(packages[1]!));
  for (const modules of require.resolve.paths(name) ?? []) {
    const folder = path.join(modules, name);
    try {
      require.resolve(`${folder}/package.json`);
      return folder;
    } catch {
      // One level up.
    }
  }
  throw new Error('The interpreter for metrics in code is not installed.');
}

/**
 * The kernel is told first what the child may not do (leave a core, write to a file, compute for ever), then its
 * environment is emptied.
 */
export function childCommand(): ChildCommand {
  const node = [
    process.execPath,
    ...permissions(),
    `--max-old-space-size=${sandboxLimits.heapMegabytes}`,
    '--disallow-code-generation-from-strings',
    '--no-addons',
    '--no-warnings',
    path.join(sandboxFolder, 'child', 'main.js'),
  ];
  const script = `ulimit -c 0; ulimit -f 0; ulimit -t ${sandboxLimits.cpuSeconds}; exec /usr/bin/env -i "$@"`;
  return { file: '/bin/sh', args: ['-c', script, 'sandbox', ...node] };
}
