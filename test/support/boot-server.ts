import 'reflect-metadata';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GraphQLClient } from 'graphql-request';
import { createClient, type Client } from 'graphql-sse';
import { readConfig } from '../../src/server/config.js';
import { startServer } from '../../src/server/main.js';
import { inheritedEnvironment } from './inherited-environment.js';
import { createTestDatabase } from './test-database.js';

const root = path.resolve(import.meta.dirname, '../..');

export interface BootOptions {
  /** Beside data folder, port, database, and leave to call 127.0.0.0/8. */
  readonly env?: Readonly<Record<string, string>>;
  /** A database to share; a fresh one, dropped at close, where left out. */
  readonly databaseUrl?: string;
  /** A data folder to share; a fresh one, removed at close, where left out. */
  readonly dataDir?: string;
}

export interface BootedServer {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  /** Without a path. */
  readonly origin: string;
  readonly token: string;
  readonly client: GraphQLClient;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Subscriptions over server-sent events; what a client would install. */
  subscriber(headers?: Readonly<Record<string, string>>): Client;
  close(): Promise<void>;
}

export interface SpawnedServer extends BootedServer {
  readonly child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Sends a signal and waits for the exit. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

async function ground({ env = {}, databaseUrl, dataDir }: BootOptions) {
  const database = databaseUrl === undefined ? await createTestDatabase() : undefined;
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'byom-server-')));
  const environment: Record<string, string> = {
    BYOM_DATA_DIR: folder,
    BYOM_PORT: '0',
    BYOM_LOG_LEVEL: 'error',
    // Tests make their data in the server's own process.
    BYOM_MOST_LAG_MS: '0',
    BYOM_ALLOW_ENDPOINTS: '127.0.0.0/8',
    DATABASE_URL: databaseUrl ?? database!.url,
    ...env,
  };
  const release = async () => {
    await database?.drop();
    if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
  };
  return { environment, folder, databaseUrl: environment.DATABASE_URL!, release };
}

async function access(url: string, folder: string) {
  const token = (await readFile(path.join(folder, 'token'), 'utf8')).trim();
  const authorization = `Bearer ${token}`;
  return {
    url,
    origin: new URL(url).origin,
    token,
    client: new GraphQLClient(url, { headers: { authorization } }),
    subscriber: (headers: Readonly<Record<string, string>> = {}) =>
      createClient({ url, retryAttempts: 0, headers: { authorization, ...headers } }),
  };
}

/** A server in this process, on a free port. */
export async function bootServer(options: BootOptions = {}): Promise<BootedServer> {
  const { environment, folder, databaseUrl, release } = await ground(options);
  try {
    const server = await startServer(readConfig(environment), { print: () => undefined, drainMs: 500 });
    const close = async () => {
      await server.close();
      await release();
    };
    return { ...(await access(server.url, folder)), databaseUrl, dataDir: folder, close };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A server in a process of its own, as a user starts it; needs a build. */
export async function spawnServer(options: BootOptions = {}): Promise<SpawnedServer> {
  const { environment, folder, databaseUrl, release } = await ground(options);
  const child = spawn(process.execPath, [path.join(root, 'dist/src/cli/byom.js'), 'start'], {
    env: { ...inheritedEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        output += chunk.toString('utf8');
        const printed = /listening on (http:\/\/\S+)/.exec(output)?.[1];
        if (printed) resolve(printed);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
    });
    const close = async () => {
      await kill('SIGTERM');
      await release();
    };
    return { ...(await access(url, folder)), databaseUrl, dataDir: folder, child, output: () => output, kill, close };
  } catch (error) {
    await kill('SIGKILL');
    await release();
    throw error;
  }
}
