import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { LoopDelays } from './loop-delays.js';
import type { Measured } from './server-apart.js';

// No operation that is made up may lead out of this machine: every name is its own.
const here = [{ address: '127.0.0.1', family: 4 }];
dns.promises.lookup = (() => Promise.resolve(here)) as unknown as typeof dns.promises.lookup;
syncBuiltinESMExports();

const { readConfig } = await import('../../src/server/config.js');
const { startServer } = await import('../../src/server/main.js');

const server = await startServer(readConfig(process.env), { print: () => undefined, drainMs: 2_000 });
const delays = new LoopDelays();

function measured(): Measured {
  globalThis.gc?.();
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  const { heapUsed, rss, external } = process.memoryUsage();
  const polluted = Object.keys(Object.prototype);
  return { heapBytes: heapUsed + external, rssBytes: rss, resources, polluted };
}

process.on('message', (asked: { readonly id: number; readonly what: string }) => {
  const answers: Readonly<Record<string, () => unknown>> = {
    measure: measured,
    delays: () => delays.summary(),
    stalls: () => delays.takeStalls(),
  };
  process.send!({ id: asked.id, answer: answers[asked.what]!() });
});
// Whoever started this has gone.
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
process.send!({ url: server.url });
