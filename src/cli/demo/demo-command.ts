import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmod } from 'node:fs/promises';
import { demoHelp, demoOptions } from './demo-options.js';
import { runDemoOnData } from './run-demo-on-data.js';
import { runDemo } from './run-demo.js';
import { type ServerProcess, startServerProcess } from './server-process.js';
import { type StandInProvider, startStandInProvider } from './stand-in-provider.js';
import { say } from '../terminal.js';

const INTERRUPTED = 130;

/** Returns 0 only if the score on held-out tickets rose. Leaves nothing behind, however it ends. */
export async function demoCommand(args: readonly string[]): Promise<number> {
  const options = demoOptions(args);
  if (options === undefined) {
    say(demoHelp);
    return 0;
  }
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  let standIn: StandInProvider | undefined;
  let server: ServerProcess | undefined;
  let folder: string | undefined;
  try {
    const startedAt = Date.now();
    folder = await mkdtemp(join(tmpdir(), 'byom-demo-'));
    // As root, Postgres runs as another user, who has to pass through.
    await chmod(folder, 0o711);
    const { own } = options;
    if (own === undefined) standIn = await startStandInProvider();
    const addresses = [standIn?.url, options.baseUrl].filter((address) => address !== undefined);
    const origins = addresses.map((address) => new URL(address).origin);
    say('Starting a server of its own (embedded Postgres, a temporary folder) ...');
    const dataDir = join(folder, 'data');
    server = await startServerProcess({ dataDir, allowEndpoints: origins, signal: interruption.signal });
    say(`Server ready at ${server.url} after ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
    const rose =
      own !== undefined
        ? await runDemoOnData({ ...options, own }, server, interruption.signal)
        : await runDemo({ options, server, standIn: standIn!, signal: interruption.signal });
    say(`\nDone in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
    return rose ? 0 : 1;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    say('\nInterrupted: cleaning up.');
    return INTERRUPTED;
  } finally {
    await server?.stop();
    await standIn?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt);
  }
}
