import { createClient, type ExecutionResult } from 'graphql-sse';
import { setTimeout as pause } from 'node:timers/promises';
import { type OptimizationEventResult, optimizationSubscription } from './optimization-documents.js';
import type { ServerProcess } from './server-process.js';

export type ProgressEvent = OptimizationEventResult['optimization'];

const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** Calls back for each event until the run ends; a broken stream is taken up again where it broke. */
export async function followOptimization(
  server: ServerProcess,
  id: string,
  signal: AbortSignal,
  onEvent: (event: ProgressEvent) => void,
): Promise<void> {
  const client = createClient({
    url: `${server.url}/graphql`,
    headers: { authorization: `Bearer ${server.token}` },
    retryAttempts: 0,
  });
  let after: string | undefined;
  let broken = 0;
  const stop = () => client.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        const events: AsyncIterable<ExecutionResult<OptimizationEventResult, unknown>> =
          client.iterate<OptimizationEventResult>({
            query: optimizationSubscription,
            variables: { id, after },
          });
        for await (const { data, errors } of events) {
          if (errors !== undefined && errors.length > 0) throw new Error(errors[0]?.message ?? 'The stream failed.');
          const event: ProgressEvent | undefined = data?.optimization;
          if (event === undefined) continue;
          after = event.cursor;
          broken = 0;
          onEvent(event);
          if (event.kind === 'FINISHED' && ended.has(event.optimization.status)) return;
        }
        if (signal.aborted) continue;
        broken++;
      } catch (error) {
        signal.throwIfAborted();
        if (++broken > 5) throw error;
      }
      if (broken > 5) return;
      await pause(200 * broken, undefined, { signal });
    }
  } finally {
    signal.removeEventListener('abort', stop);
    client.dispose();
  }
}
