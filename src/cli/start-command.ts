import { once } from 'node:events';
import { readConfig } from '../server/config.js';
import { startServer } from '../server/main.js';
import { modestHeap } from '../server/modest-heap.js';
import { UsageError } from './usage-error.js';

/** Serves until it is told to stop, then ends what runs in order. */
export async function startCommand(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    throw new UsageError('byom start takes no arguments: it is set up by environment variables, see `byom --help`.');
  }
  // Heard from the first moment on: a start that is cut short would leave a database behind.
  const told = Promise.race((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => once(process, signal)));
  modestHeap();
  const server = await startServer(readConfig(process.env));
  await told;
  await server.close();
  return 0;
}
