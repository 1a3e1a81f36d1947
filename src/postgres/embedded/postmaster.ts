import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseCluster } from './database-cluster.js';
import type { Runtime } from './runtime-files.js';
import type { ServerIdentity } from './server-identity.js';

export interface Postmaster {
  readonly child: ChildProcess;
  /** Fast shutdown, and the immediate one where that takes longer than ten seconds. */
  stop(): Promise<void>;
}

const settings = [
  'listen_addresses=',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'max_connections=100',
  'shared_buffers=64MB',
  'max_wal_size=512MB',
  'password_encryption=scram-sha-256',
  // A failed statement is told to us, who sent it, and not to the log: its words quote rows and parameters.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_statement=none',
  'log_min_duration_statement=-1',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
];
const largestLog = 10 * 1024 * 1024;

/** Starts the server with a guardian that stops it when we are gone, whatever killed us. */
export function startPostmaster(
  cluster: DatabaseCluster,
  runtime: Runtime,
  socketFolder: string,
  logFile: string,
  identity: ServerIdentity,
): Postmaster {
  const log = openLog(logFile);
  const common = { ...identity, cwd: cluster.data, env: runtime.env, detached: true };
  const options = [...settings, `unix_socket_directories=${socketFolder}`].flatMap((setting) => ['-c', setting]);
  const child = spawn(join(runtime.bin, 'postgres'), ['-D', cluster.dataArgument, ...options], {
    ...common,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // The pipe to the guardian closes with our process; detached, neither sees the terminal's Ctrl-C before we do.
  const script = 'while read -r _; do :; done; kill -INT "$0" 2>/dev/null';
  const guardian = spawn('/bin/sh', ['-c', script, String(child.pid)], {
    ...common,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  for (const started of [child, guardian]) {
    started.on('error', () => {});
    started.unref();
  }
  (guardian.stdin as unknown as { unref(): void }).unref();
  guardian.stdin.on('error', () => {});
  child.once('exit', () => guardian.kill('SIGKILL'));
  return {
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const exit = once(child, 'exit');
      child.kill('SIGINT');
      const impatience = setTimeout(() => child.kill('SIGQUIT'), 10_000);
      await exit;
      clearTimeout(impatience);
    },
  };
}

/** What a running (or crashed) server says of itself in `postmaster.pid`. */
export function postmasterFile(data: string): { readonly pid: number; readonly socketFolder: string } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, socketFolder: lines[4] ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLog) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}
