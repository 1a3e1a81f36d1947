import { noSuchOptimization } from '../../optimization/no-such-optimization.js';
import {
  terminalStatuses,
  type OptimizationEvent,
  type OptimizationStore,
} from '../../optimization/optimization-store.js';
import { ChangeSignal } from './change-signal.js';

export interface FollowedEvent extends OptimizationEvent {
  readonly optimizationId: string;
}

const batch = 100;
/** A notification can be lost with its connection: then this is how late an event comes. */
const lookAgainMs = 5_000;
/** The run's end may be seen a moment before its last event. */
const lastEventMs = 2_000;

/** Replays what has happened since `after`, then follows to the end. */
export async function* followOptimization(
  store: OptimizationStore,
  tenant: string,
  id: string,
  after: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<FollowedEvent> {
  const changes = new ChangeSignal(signal);
  const unwatch = await store.watch(id, () => changes.notify());
  try {
    let cursor = after;
    let endSeenAt: number | undefined;
    while (!signal.aborted) {
      changes.reset();
      const standing = await store.standing(tenant, id);
      if (!standing) throw noSuchOptimization();
      for (;;) {
        const events = await store.eventsAfter(tenant, id, cursor, batch);
        for (const event of events) {
          if (signal.aborted) return;
          cursor = event.cursor;
          yield { ...event, optimizationId: id };
          if (event.kind === 'finished') return;
        }
        if (events.length < batch) break;
      }
      if (terminalStatuses.includes(standing.status)) {
        endSeenAt ??= performance.now();
        if (performance.now() - endSeenAt >= lastEventMs) return;
        await changes.wait(lastEventMs / 8);
      } else {
        await changes.wait(lookAgainMs);
      }
    }
  } finally {
    unwatch();
  }
}
