import { types } from 'node:util';
import { pino } from 'pino';
import type { Logger } from '../sdk/index.js';
import { traceOf } from './trace-of.js';

/**
 * Lines of JSON on standard error; standard output is for people. No prompt, answer or key is ever given to it, and of
 * an error it writes down where it happened and no word: a database's quote the row, a provider's the prompt.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: withoutWords },
      serializers: { err: traceOf },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

function withoutWords(fields: Record<string, unknown>): Record<string, unknown> {
  const told = Object.entries(fields).map(([name, value]) => [
    name,
    types.isNativeError(value) ? traceOf(value) : value,
  ]);
  return Object.fromEntries(told) as Record<string, unknown>;
}
