import { createClient, type ExecutionResult, NetworkError } from 'graphql-sse';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerAccess } from '../server-access.js';
import { UsageError } from '../usage-error.js';
import { type OptimizationEventResult, optimizationSubscription } from './optimization-documents.js';

export type ProgressEvent = OptimizationEventResult['optimization'];

const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);
/** A server that starts again takes some seconds. */
const PATIENCE_MS = 60_000;

/** What asking again would not change. */
function isFinal(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  const status = error instanceof NetworkError ? error.response?.status : undefined;
  return status !== undefined && status >= 400 && status < 500;
}

const isLate = (since: number | undefined) => since !== undefined && Date.now() - since > PATIENCE_MS;

function checked({ data, errors }: ExecutionResult<OptimizationEventResult, unknown>): ProgressEvent | undefined {
  const [error] = errors ?? [];
  if (error === undefined) return data?.optimization;
  const { code, retryable } = error.extensions ?? {};
  if (retryable === true) throw new Error(error.message);
  throw new UsageError(typeof code === 'string' ? `${code}: ${error.message}` : error.message);
}

/** Calls back for each event until the run ends, through pauses; a broken stream is taken up again where it broke. */
export async function followOptimization(
  { url, token }: ServerAccess,
  id: string,
  signal: AbortSignal,
  onEvent: (event: ProgressEvent) => void,
): Promise<void> {
  const client = createClient({ url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
  let after: string | undefined;
  let brokenSince: number | undefined;
  const stop = () => client.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (let wait = 200; ; wait = Math.min(2 * wait, 5_000)) {
      signal.throwIfAborted();
      try {
        const events: AsyncIterable<ExecutionResult<OptimizationEventResult, unknown>> =
          client.iterate<OptimizationEventResult>({ query: optimizationSubscription, variables: { id, after } });
        for await (const result of events) {
          const event = checked(result);
          if (event === undefined) continue;
          after = event.cursor;
          brokenSince = undefined;
          wait = 200;
          onEvent(event);
          if (event.kind === 'FINISHED' && ended.has(event.optimization.status)) return;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (isFinal(error) || isLate(brokenSince)) throw error;
      }
      if (isLate(brokenSince)) return;
      brokenSince ??= Date.now();
      await pause(wait, undefined, { signal });
    }
  } finally {
    signal.removeEventListener('abort', stop);
    client.dispose();
  }
}
