import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RawServer } from '../../test/support/raw-server.js';
import { CanaryClient } from './canary-client.js';
import type { CanaryScanner } from './canary-scanner.js';
import { CanaryServer } from './canary-server.js';
import type { Canary } from './canary-shapes.js';
import { writeGossipPlugin } from './gossip-plugin.js';
import { generateDocument } from './stored-key-ways.js';

export interface MemoryLook {
  readonly scanner: CanaryScanner;
  /** Of an upstream that holds some requests, so that their keys are in memory. */
  readonly upstream: RawServer;
  readonly keys: readonly Canary[];
  /** Where what is found counts: `memory`, or a name for the server that is told to show all. */
  readonly sink: string;
  /** True to leave Node's diagnostics open, which has to show the keys. */
  readonly open?: boolean;
  /** How the server is ended. */
  readonly ends?: readonly End[];
}

type End = 'SIGABRT' | 'uncaught';

/** Whatever Node can be told to write down or to open. */
const flags = [
  '--heapsnapshot-signal=SIGUSR2',
  '--report-on-fatalerror',
  '--report-uncaught-exception',
  '--report-on-signal',
  '--inspect-port=127.0.0.1:0',
].join(' ');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks a server that works with keys to show its memory, by every signal, by a crash and by an error that nobody
 * catches, and looks through whatever it leaves. Gives what it opened to a debugger, which should be nothing.
 */
export async function lookAtMemory(look: MemoryLook): Promise<{ readonly debuggers: number }> {
  let debuggers = 0;
  for (const end of look.ends ?? (['SIGABRT', 'uncaught'] as const)) debuggers += await lookAtOne(look, end);
  return { debuggers };
}

async function lookAtOne({ scanner, upstream, keys, sink, open = false }: MemoryLook, end: End): Promise<number> {
  const place = mkdtempSync(path.join(tmpdir(), 'byom-canary-memory-'));
  const folders = CanaryServer.folders(place);
  writeGossipPlugin(folders.plugins, upstream.origin);
  const output: Buffer[] = [];
  const env = { NODE_OPTIONS: flags, DEBUG: '', NODE_DEBUG: '', BYOM_DIAGNOSTICS: open ? 'on' : 'off' };
  const server = await CanaryServer.start({ place, env, onOutput: (chunk) => output.push(chunk) });
  try {
    const client = new CanaryClient(server.url, server.token, scanner);
    const ask = (canary: Canary, manner: string) => {
      const credential = { provider: 'gossip', apiKey: canary.apiKey ?? canary.secrets[0] };
      const input = { model: `gossip/echo-${manner}`, messages: [{ role: 'USER', content: 'Hello' }], credential };
      return client.ask({ query: generateDocument, variables: { input } }).catch(() => undefined);
    };
    // Held by the upstream, so that their keys are there.
    const before = upstream.requests.length;
    const held = keys.map((canary) => ask(canary, 'hold'));
    for (let tries = 0; upstream.requests.length < before + keys.length; tries++) {
      if (tries > 600) throw new Error('The keys do not arrive.');
      await pause(50);
    }
    for (const signal of ['SIGUSR1', 'SIGUSR2'] as const) {
      server.child.kill(signal);
      await pause(open ? 2_500 : 300);
    }
    if (end === 'SIGABRT') await server.end('SIGABRT');
    else {
      const ended = once(server.child, 'exit');
      void ask(keys[0]!, 'text-uncaught');
      await ended;
    }
    await Promise.all(held);
    scanner.scan(sink, Buffer.concat(output), 'output');
    for (const folder of [folders.cwd, folders.tmp, folders.home]) scanner.scanFolder(() => sink, folder);
    return Buffer.concat(output).includes('Debugger listening') ? 1 : 0;
  } finally {
    await server.end('SIGKILL');
    await server.databaseEnded();
    rmSync(place, { recursive: true, force: true });
  }
}
