import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;

/** Arguments of the server's Node, for example `--cpu-prof`. */
const profiling = process.env['BENCH_SERVER_NODE_ARGS']?.split(' ') ?? [];

export interface Child {
  readonly url: string;
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
}

/** The text that the child prints until it matches, or an error with all that it printed. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (piece: Buffer): void => {
      text += String(piece);
      const found = pattern.exec(text);
      if (found) resolve(found[1]!);
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('exit', (code) => reject(new Error(`The process ended with ${code}:\n${text}`)));
  });
}

/** Starts one of the programs beside this file, which prints its port. */
export async function startProgram(name: string, ...arguments_: string[]): Promise<Child> {
  const child = spawn(process.execPath, [path.join(here, `${name}.js`), ...arguments_], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await printed(child, /^(\d+)\n/);
  return { url: `http://127.0.0.1:${port}`, pids: [child.pid!], stop: () => stop(child) };
}

/** The main process of the embedded database in a folder, which it works in; found by root and by its own user alone. */
function postmaster(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const [program = ''] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return path.basename(program) === 'postgres' && readlinkSync(`/proc/${name}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The server's program in a checkout that was built. */
export const serverOf = (checkout: string): string => path.join(checkout, 'dist/src/cli/byom.js');

/** Starts the server as a user would: its own process, embedded Postgres in a temporary folder. */
export async function startByom(
  allowed: readonly string[],
  bin = path.resolve(here, '../src/cli/byom.js'),
): Promise<Child & { readonly token: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'byom-bench-'));
  const child = spawn(process.execPath, [...profiling, bin, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      BYOM_DATA_DIR: folder,
      BYOM_PORT: '0',
      BYOM_LOG_LEVEL: 'warn',
      BYOM_ALLOW_ENDPOINTS: allowed.join(','),
    },
  });
  const url = await printed(child, /listening on (http:\/\/\S+)/);
  return {
    url,
    token: readFileSync(path.join(folder, 'token'), 'utf8').trim(),
    pids: [child.pid!, ...postmaster(folder)],
    stop: async () => {
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
