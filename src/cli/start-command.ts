import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { readConfig } from '../server/config.js';
import { startServer } from '../server/main.js';
import { modestHeap } from '../server/modest-heap.js';
import { shutDiagnostics } from '../server/shut-diagnostics.js';
import { traceOf } from '../server/trace-of.js';
import { UsageError } from './usage-error.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Serves until it is told to stop, then ends what runs in order. */
export async function startCommand(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    throw new UsageError('byom start takes no arguments: it is set up by environment variables, see `byom --help`.');
  }
  const config = readConfig(process.env);
  // What nobody needs any more: plugins, their dependencies and what is started from here inherit the environment.
  for (const name of ['BYOM_KEY', 'DATABASE_URL']) delete process.env[name];
  if (!config.diagnostics) shutDiagnostics();
  process.once('uncaughtException', endWithTrace);
  // Heard from the first moment on: a start that is cut short would leave a database behind.
  const told = Promise.race(signals.map((signal) => once(process, signal)));
  // Whoever says so twice waits for nothing more.
  void told.then(() => signals.forEach((signal) => process.on(signal, () => process.exit(1))));
  modestHeap();
  const server = await startServer(config);
  await told;
  await server.close();
  return 0;
}

/** Node itself would print the error whole, with every object that hangs on it. */
function endWithTrace(thrown: unknown): never {
  const line = {
    level: 60,
    time: new Date().toISOString(),
    ...traceOf(thrown),
    msg: 'The server ends: nobody caught an error.',
  };
  writeSync(2, `${JSON.stringify(line)}\n`);
  process.exit(1);
}
