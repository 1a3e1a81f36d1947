import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RawServer } from '../../test/support/raw-server.js';
import { CanaryClient } from './canary-client.js';
import { CanaryScanner, type Found } from './canary-scanner.js';
import { CanaryServer } from './canary-server.js';
import type { Canary } from './canary-shapes.js';
import { freshCanary, type CanaryWorld, type Way } from './canary-world.js';
import { killedRuns } from './killed-runs.js';
import { lookAtMemory } from './look-at-memory.js';
import { originOf, startEchoingUpstream } from './echoing-upstream.js';
import { writeGossipPlugin } from './gossip-plugin.js';
import { mistakeWays } from './mistake-ways.js';
import { passedKeyWays } from './passed-key-ways.js';
import { isPlanted, PlantedLeaks } from './planted-leaks.js';
import { lookAtProcesses } from './look-at-processes.js';
import { runWays } from './run-ways.js';
import { storedKeyWays } from './stored-key-ways.js';

export interface CanariesOptions {
  readonly shapes: readonly string[];
  /** Those alone whose name holds it. */
  readonly onlyWays?: string;
  /** Without the processes that are ended to look at what they leave. */
  readonly short?: boolean;
  readonly say?: (line: string) => void;
}

export interface CanariesResult {
  readonly ways: readonly { readonly name: string; readonly sent: number }[];
  readonly sinks: readonly string[];
  readonly found: readonly Found[];
  /** Sinks in which a leak that was planted was not found. */
  readonly blind: readonly string[];
  /** Keys that never arrived at the upstream, where they should have. */
  readonly unreached: readonly string[];
  readonly looked: ReadonlyMap<string, number>;
  readonly keys: number;
  readonly seconds: number;
}

const served = [
  'responses',
  'event streams',
  'sockets',
  'output',
  'tables',
  'statement log',
  'write-ahead log',
  'database files',
  'other files',
  'processes',
];
const databaseSink = (file: string) =>
  /\.log(\.old)?$/.test(file) ? 'statement log' : file.includes('pg_wal') ? 'write-ahead log' : 'database files';

/** Keys of every shape by every way into a server, and what is found of them in all that it says and writes. */
export async function runCanaries({
  shapes,
  onlyWays,
  short = false,
  say = () => undefined,
}: CanariesOptions): Promise<CanariesResult> {
  const began = Date.now();
  const place = mkdtempSync(path.join(tmpdir(), 'byom-canaries-'));
  const scanner = new CanaryScanner();
  const upstream = await startEchoingUpstream();
  const folders = CanaryServer.folders(place);
  let origins = 0;
  const sent = new Map<string, number>();
  const expected: { readonly way: string; readonly canary: Canary }[] = [];
  const send = (name: string, shape: string) => {
    sent.set(name, (sent.get(name) ?? 0) + 1);
    return freshCanary(scanner, name, shape);
  };
  let output: Buffer[] = [];
  const planted = new PlantedLeaks(scanner);
  const start = () => CanaryServer.start({ place, env: planted.environment, onOutput: (chunk) => output.push(chunk) });
  const lookAtOutput = () => {
    // Whole, so that nothing is missed where a chunk ends.
    scanner.scan('output', Buffer.concat(output));
    output = [];
  };
  const lookAtRest = async (server: CanaryServer) => {
    await server.dump((table, text) => scanner.scan('tables', text, table));
    lookAtProcesses(server, scanner);
    lookAtOutput();
    scanner.scanFolder(databaseSink, folders.data);
    for (const folder of [folders.home, folders.tmp, folders.cwd]) scanner.scanFolder(() => 'other files', folder);
  };

  writeGossipPlugin(folders.plugins, upstream.origin);
  let server = await start();
  try {
    await server.logEveryStatement();
    await server.end('SIGTERM');
    server = await start();
    let world: CanaryWorld = {
      client: new CanaryClient(server.url, server.token, scanner),
      scanner,
      upstream: upstream.origin,
    };
    const wanted = ({ name }: Way) => onlyWays === undefined || name.includes(onlyWays);
    for (const way of [...storedKeyWays, ...passedKeyWays, ...runWays, ...mistakeWays].filter(wanted)) {
      const at = Date.now();
      const tried = way.once ? shapes.slice(0, 1) : shapes;
      // The default of a provider is one at a time.
      const together = way.name.includes('default') ? 1 : 4;
      const left = [...tried];
      await Promise.all(
        Array.from({ length: together }, async () => {
          for (let shape = left.shift(); shape !== undefined; shape = left.shift()) {
            const canary = send(way.name, shape);
            const near = { ...world, upstream: originOf(upstream, (origins += 1)) };
            if (way.reaches && !canary.refused) expected.push({ way: way.name, canary });
            // After failures the server may hold back calls to an address for a while.
            for (
              let tries = 0;
              tries === 0 || (way.reaches && !canary.refused && !arrived(upstream, canary) && tries < 5);
              tries++
            ) {
              if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
              await way.run(near, canary).catch((error: unknown) => {
                throw new Error(`${way.name}, ${shape}: ${String(error)}`, { cause: error });
              });
            }
          }
        }),
      );
      say(`${way.name}: ${tried.length} keys, ${Date.now() - at} ms`);
    }
    await planted.plant(world);
    for (const kind of ['KEY_ENCRYPTION', 'DATA']) await rotateKeys(world, kind);
    if (!short) {
      const crash = killedRuns(world, (shape) => send('kill -9 in the middle of runs', shape), shapes);
      await crash.begin();
      await server.end('SIGKILL');
      scanner.scanFolder(databaseSink, folders.data);
      server = await start();
      world = { ...world, client: new CanaryClient(server.url, server.token, scanner) };
      await crash.end(world);
    }
    await lookAtRest(server);
    const memory = 'crashes and signals';
    const blind = [...planted.blind(served)];
    if (!short) {
      const keys = shapes.map((shape) => send('held in memory', shape)).filter(({ refused }) => !refused);
      const look = { scanner, upstream, keys };
      const { debuggers } = await lookAtMemory({ ...look, sink: memory });
      if (debuggers > 0) throw new Error('A debugger was let in.');
      // The same on a server that hides nothing, which has to show it.
      await lookAtMemory({ ...look, sink: 'control', open: true, ends: ['SIGABRT'] });
      if (!scanner.found.some(({ sink }) => sink === 'control')) blind.push(memory);
    }
    return {
      ways: [...sent].map(([name, count]) => ({ name, sent: count })),
      sinks: short ? served : [...served, memory],
      found: scanner.found.filter(({ way, sink }) => !isPlanted(way) && sink !== 'control'),
      blind,
      unreached: expected
        .filter(({ canary }) => !arrived(upstream, canary))
        .map(({ way, canary }) => `${way}: ${canary.shape}`),
      looked: scanner.looked,
      keys: [...sent.values()].reduce((sum, count) => sum + count, 0),
      seconds: (Date.now() - began) / 1_000,
    };
  } finally {
    await server.end('SIGTERM');
    await upstream.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Of a pair that signs, the id alone is sent. */
function arrived({ requests }: RawServer, { fields, secrets }: Canary): boolean {
  const [key] = fields ? [fields['accessKeyId']!] : secrets;
  return requests.some(({ headers }) => Object.values(headers).some((value) => String(value).includes(key!)));
}

async function rotateKeys({ client }: CanaryWorld, kind: string): Promise<void> {
  await client.ask({ query: `mutation { rotateKeys(kind: ${kind}) { total } }` });
  const ended = async () =>
    (await client.ask({ query: '{ keyRotation { finishedAt } }' })).body.data.keyRotation?.finishedAt;
  for (let tries = 0; !(await ended()); tries++) {
    if (tries > 100) throw new Error('A rotation does not end.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
