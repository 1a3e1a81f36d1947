import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../usage-error.js';

export interface ServerProcess {
  /** Without a path. */
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

const entry = fileURLToPath(new URL('../byom.js', import.meta.url));
const patienceMs = 60_000;

/** Nothing of this shell reaches the server but where programs and home are. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SYSTEMROOT'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exited;
  clearTimeout(late);
}

/** Starts `byom start` as a user would, in a process of its own, and waits until it is ready. */
export async function startServerProcess(options: {
  readonly dataDir: string;
  readonly allowEndpoints: readonly string[];
  readonly signal: AbortSignal;
}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [entry, 'start'], {
    env: {
      ...cleanEnvironment(),
      BYOM_DATA_DIR: options.dataDir,
      BYOM_PORT: '0',
      BYOM_ALLOW_ENDPOINTS: options.allowEndpoints.join(','),
    },
    // A group of its own: Ctrl-C reaches the demo alone, which then stops the server in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  try {
    const url = await readyUrl(child, () => output, options.signal);
    const token = (await readFile(join(options.dataDir, 'token'), 'utf8')).trim();
    return { url, token, stop: () => stopProcess(child) };
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
}

async function readyUrl(child: ChildProcess, output: () => string, signal: AbortSignal): Promise<string> {
  const deadline = Date.now() + patienceMs;
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const urls = new Set(output().match(/http:\/\/(?:\[::1\]|127\.0\.0\.1|localhost):\d+/g));
    for (const url of urls) if (await isReady(url)) return url;
    if (failure !== undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new UsageError(
        `The server did not start. What it said:\n${output().trim() || (failure?.message ?? 'nothing')}`,
      );
    }
    await pause(50, undefined, { signal });
  }
  throw new UsageError(`The server was not ready within ${patienceMs / 1000} s. What it said:\n${output().trim()}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
