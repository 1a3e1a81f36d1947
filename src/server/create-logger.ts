import { pino } from 'pino';
import type { Logger } from '../sdk/index.js';

/** Lines of JSON on standard error; standard output is for people. No prompt, answer or key is ever given to it. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
