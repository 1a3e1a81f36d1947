import type { Logger } from '../sdk/index.js';
import { traceOf } from './trace-of.js';

/** A promise that a plugin forgot must not end the server. Gives what undoes it. */
export function surviveRejections(logger: Logger): () => void {
  const note = (reason: unknown) => logger.error(traceOf(reason), 'A rejected promise had nobody to tell.');
  process.on('unhandledRejection', note);
  return () => void process.off('unhandledRejection', note);
}
