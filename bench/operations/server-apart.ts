import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DelaySummary, Stall } from './loop-delays.js';

export interface Measured {
  /** After a collection: the heap, and what lies outside of it. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** What keeps the process going, by kind. */
  readonly resources: Readonly<Record<string, number>>;
  /** What somebody put into Object.prototype. */
  readonly polluted: readonly string[];
}

export interface ServerApart {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** All that it logged. */
  log(): string;
  measure(): Promise<Measured>;
  delays(): Promise<DelaySummary>;
  stalls(): Promise<readonly Stall[]>;
  stop(): Promise<void>;
}

// The compiled one, from wherever this is run.
const root = path.resolve(import.meta.dirname.replace(/([\\/])dist(?=[\\/]bench)/, ''), '../..');
const program = path.join(root, 'dist/bench/operations/served-apart.js');

/** The server in a process of its own, where whoever asks takes none of its time. */
export async function serverApart(databaseUrl: string): Promise<ServerApart> {
  const folder = await mkdtemp(path.join(tmpdir(), 'byom-operations-'));
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(program, [], {
    execArgv: ['--expose-gc', '--heap-growing-percent=50'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH,
      HOME,
      BYOM_DATA_DIR: folder,
      BYOM_PORT: '0',
      BYOM_LOG_LEVEL: 'error',
      // Stalls are measured here; to be turned away for them would hide them.
      BYOM_MOST_LAG_MS: '0',
      BYOM_ALLOW_ENDPOINTS: '127.0.0.0/8',
      DATABASE_URL: databaseUrl,
    },
  });
  let log = '';
  child.stderr!.on('data', (piece: Buffer) => (log += piece.toString('utf8').slice(0, 10_000)));
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const ask = <T>(what: string) =>
    new Promise<T>((resolve, reject) => {
      if (!child.connected) reject(new Error(`The server has ended:\n${log.slice(-2_000)}`));
      waiting.set((asked += 1), resolve as (answer: unknown) => void);
      child.send({ id: asked, what });
    });
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (said: { readonly url?: string; readonly id?: number; readonly answer?: unknown }) => {
      if (said.url !== undefined) resolve(said.url);
      else waiting.get(said.id!)?.(said.answer);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${log}`)));
  });
  return {
    url,
    token: (await readFile(path.join(folder, 'token'), 'utf8')).trim(),
    pid: child.pid!,
    log: () => log,
    measure: () => ask('measure'),
    delays: () => ask('delays'),
    stalls: () => ask('stalls'),
    stop,
  };
}
