import { describe, expect, it } from '@jest/globals';
import { followOptimization } from '../../../src/graphql/optimization/follow-optimization.js';
import { letGoAtOnce } from '../../../src/graphql/let-go-at-once.js';
import type { OptimizationEvent, OptimizationStore } from '../../../src/optimization/optimization-store.js';

/** A store of one optimization, of which only what following needs is there. */
function storeOf(events: OptimizationEvent[], state: { status: string; watchers: Set<() => void> }) {
  return {
    standing: async (_tenant: string, id: string) => (id === 'run' ? { status: state.status } : undefined),
    eventsAfter: async (_tenant: string, _id: string, after: string | undefined, limit: number) =>
      events.filter(({ cursor }) => after === undefined || Number(cursor) > Number(after)).slice(0, limit),
    watch: async (_id: string, onChange: () => void) => {
      state.watchers.add(onChange);
      return () => state.watchers.delete(onChange);
    },
  } as unknown as OptimizationStore;
}

const event = (n: number, kind: OptimizationEvent['kind'] = 'progress'): OptimizationEvent => ({
  cursor: String(n),
  kind,
  at: new Date(0),
});

function running(events: OptimizationEvent[]) {
  const state = { status: 'running', watchers: new Set<() => void>() };
  const changed = () => state.watchers.forEach((watcher) => watcher());
  const store = storeOf(events, state);
  const follow = (after?: string, id = 'run') =>
    letGoAtOnce((signal) => followOptimization(store, 'tenant', id, after, signal));
  return { state, changed, follow };
}

describe('following an optimization', () => {
  it('replays, follows, and ends with the last event', async () => {
    const events = Array.from({ length: 250 }, (_, i) => event(i + 1));
    const { state, changed, follow } = running(events);
    const seen: string[] = [];
    const done = (async () => {
      for await (const { cursor } of follow()) seen.push(cursor);
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toHaveLength(250);
    events.push(event(251), event(252, 'finished'));
    state.status = 'succeeded';
    changed();
    await done;
    expect(seen).toEqual(Array.from({ length: 252 }, (_, i) => String(i + 1)));
    expect(state.watchers.size).toBe(0);
  });

  it('waits for a last event that is written a moment after the end', async () => {
    const events = [event(1)];
    const { state, changed, follow } = running(events);
    state.status = 'succeeded';
    setTimeout(() => {
      events.push(event(2, 'finished'));
      changed();
    }, 50);
    const seen = [];
    for await (const { kind } of follow()) seen.push(kind);
    expect(seen).toEqual(['progress', 'finished']);
  });

  it('begins after a cursor', async () => {
    const { follow } = running([event(1), event(2), event(3, 'finished')]);
    const seen = [];
    for await (const { cursor } of follow('1')) seen.push(cursor);
    expect(seen).toEqual(['2', '3']);
  });

  it('fails where there is none', async () => {
    const { follow, state } = running([]);
    await expect(follow(undefined, 'other').next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(state.watchers.size).toBe(0);
  });

  it('lets a client who leaves go at once, and forgets them', async () => {
    const { follow, state } = running([event(1)]);
    const events = follow();
    await events.next();
    const waiting = events.next();
    const left = performance.now();
    await events.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(performance.now() - left).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(state.watchers.size).toBe(0);
  });
});
