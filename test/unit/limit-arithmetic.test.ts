import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exchangeLimit, untouched, type LimitGrant, type LimitState } from '../../src/calls/limits/exchange-limit.js';
import type { LimitValues } from '../../src/calls/limits/rate-limit.js';
import { permitMs } from '../../src/calls/limits/share-permits.js';
import { leaseMs, type SpentSecond } from '../../src/calls/limits/spent-window.js';
import { whatIsLeft } from '../../src/calls/limits/what-is-left.js';

const limits = (values: Partial<LimitValues>): LimitValues => ({
  requestsPerMinute: null,
  tokensPerMinute: null,
  maxConcurrency: null,
  ...values,
});

interface Lease extends SpentSecond {
  readonly until: number;
}

/** A replica as fast-check drives it: it uses what it was handed while it may, and gives the rest back. */
class Replica {
  lease: Lease | undefined;
  returned: SpentSecond[] = [];
  inUse = 0;
  grant: LimitGrant | undefined;
  permitsUntil = 0;

  constructor(readonly holder: string) {}
}

type Step =
  | { readonly kind: 'exchange'; readonly replica: number; readonly calls: readonly number[]; readonly ahead: number }
  | { readonly kind: 'use'; readonly replica: number; readonly returns: number }
  | { readonly kind: 'end'; readonly replica: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'clock'; readonly ms: number };

const replica = fc.integer({ min: 0, max: 2 });
// Often as long as leaves no room for an off-by-one.
const passing = fc.oneof(fc.constantFrom(999, 1_990), fc.nat(3_000), fc.integer({ min: 56_000, max: 63_000 }));
const step = (mostBack: number): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('exchange' as const),
        replica,
        calls: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
        ahead: fc.integer({ min: 0, max: 10 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('use' as const), replica, returns: fc.integer({ min: 0, max: 60 }) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('end' as const), replica }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: passing }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: -mostBack, max: 0 }) }),
    },
  );

/** Runs the steps of three replicas on one limit; true time and the database's clock may differ. */
function drive(limit: LimitValues, steps: readonly Step[], onUse: (at: number, tokens: number, inUse: number) => void) {
  const replicas = ['a', 'b', 'c'].map((name) => new Replica(name));
  let state: LimitState = untouched;
  let [now, offset] = [1_000_000_000, 0];
  for (const one of steps) {
    if (one.kind === 'pass') now += one.ms;
    if (one.kind === 'clock') offset += one.ms;
    if (one.kind === 'end') replicas[one.replica]!.inUse = Math.max(0, replicas[one.replica]!.inUse - 1);
    if (one.kind === 'exchange') {
      const who = replicas[one.replica]!;
      const returned = [...who.returned, ...(who.lease === undefined ? [] : [who.lease])];
      const ask = { holder: who.holder, inUse: who.inUse, wanted: who.inUse + one.calls.length };
      const exchanged = exchangeLimit(
        state,
        limit,
        { ...ask, calls: one.calls, ahead: one.ahead, returned },
        now + offset,
      );
      ({ state } = exchanged);
      who.grant = exchanged.grant;
      const { second, requests, tokens } = exchanged.grant;
      who.lease = { second, requests: requests ?? 0, tokens: tokens ?? 0, until: now + leaseMs };
      who.returned = [];
      who.permitsUntil = now + permitMs;
    }
    if (one.kind === 'use') {
      const who = replicas[one.replica]!;
      const { lease, grant } = who;
      if (lease === undefined || grant === undefined) continue;
      const metered = grant.requests !== null || grant.tokens !== null;
      if (grant.requests !== null && lease.requests < 1) continue;
      if (metered && now >= lease.until) continue;
      if (grant.permits !== null && (who.inUse >= grant.permits || now >= who.permitsUntil)) continue;
      const tokens = grant.tokens === null ? 0 : Math.min(lease.tokens, 30);
      who.lease = { ...lease, requests: lease.requests - 1, tokens: lease.tokens - tokens };
      const back = Math.min(one.returns, tokens);
      who.returned.push({ second: lease.second, requests: 0, tokens: back });
      who.inUse += 1;
      onUse(
        now,
        tokens - back,
        replicas.reduce((sum, { inUse }) => sum + inUse, 0),
      );
    }
  }
  return { state, now: now + offset };
}

const steps = (mostBack = 0) => fc.array(step(mostBack), { minLength: 10, maxLength: 80 });

describe('what replicas are handed of a limit', () => {
  test.each([
    ['the clock runs', 0],
    ['the clock is put back', 5_000_000],
  ])('is never more than its requests and tokens in any 60 seconds while %s', (_, mostBack) => {
    fc.assert(
      fc.property(
        steps(mostBack),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 120 }),
        (all, requests, tokens) => {
          const used: { readonly at: number; readonly tokens: number }[] = [];
          drive(limits({ requestsPerMinute: requests, tokensPerMinute: tokens }), all, (at, count) =>
            used.push({ at, tokens: count }),
          );
          for (const { at } of used) {
            const within = used.filter((one) => one.at >= at && one.at < at + 60_000);
            expect(within.length).toBeLessThanOrEqual(requests);
            expect(within.reduce((sum, one) => sum + one.tokens, 0)).toBeLessThanOrEqual(tokens);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('comes back no earlier than a minute after its last moment of use', () => {
    const limit = limits({ requestsPerMinute: 1 });
    const ask = { holder: 'a', inUse: 0, wanted: 1, calls: [0], ahead: 0, returned: [] };
    fc.assert(
      fc.property(fc.nat(999), fc.nat(leaseMs - 1), fc.integer({ min: 55_000, max: 64_000 }), (from, use, again) => {
        const { state } = exchangeLimit(untouched, limit, ask, 1_000_000 + from);
        const { grant } = exchangeLimit(state, limit, ask, 1_000_000 + from + again);
        if (again - use < 60_000) expect(grant.requests).toBe(0);
        if (again >= 63_000) expect(grant.requests).toBe(1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('is never more at once than its concurrency, as long as replicas are heard of', () => {
    const heard = steps().map((all) => all.map((one) => (one.kind === 'pass' ? { ...one, ms: one.ms % 50 } : one)));
    fc.assert(
      fc.property(heard, fc.integer({ min: 1, max: 10 }), (all, maxConcurrency) => {
        drive(limits({ maxConcurrency }), all, (_at, _tokens, inUse) =>
          expect(inUse).toBeLessThanOrEqual(maxConcurrency),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('is all there again a little more than a minute later, whatever the clock did before', () => {
    fc.assert(
      fc.property(steps(5_000_000), (all) => {
        const limit = limits({ requestsPerMinute: 10, tokensPerMinute: 100, maxConcurrency: 4 });
        const { state, now } = drive(limit, all, () => undefined);
        // A look within the minute, by which what lies ahead of a clock that was put back is dated.
        const ask = { holder: 'z', inUse: 0, wanted: 0, calls: [], ahead: 0, returned: [] };
        const seen = exchangeLimit(state, limit, ask, now).state;
        expect(whatIsLeft({ ...limit, state: seen }, now + 64_000)).toEqual({
          requestsLeft: 10,
          tokensLeft: 100,
          inFlight: 0,
        });
      }),
      { numRuns: 200 },
    );
  });

  test('stays small, however much goes through it', () => {
    let state: LimitState = untouched;
    const limit = limits({ requestsPerMinute: 1_000_000, maxConcurrency: 10_000 });
    for (let at = 0; at < 300_000; at += 250) {
      const ask = { holder: `replica-${at % 3}`, inUse: 5, wanted: 9, calls: [1, 2, 3], ahead: 10, returned: [] };
      ({ state } = exchangeLimit(state, limit, ask, 1_000_000_000 + at));
    }
    expect(JSON.stringify(state).length).toBeLessThan(5_000);
  });

  test('serves a call larger than the whole limit alone, and charges it to what comes after', () => {
    const limit = limits({ tokensPerMinute: 100 });
    const ask = (calls: number[], returned: SpentSecond[] = []) => ({
      holder: 'a',
      inUse: 0,
      wanted: 1,
      calls,
      ahead: 0,
      returned,
    });
    const first = exchangeLimit(untouched, limit, ask([5_000, 1]), 1_000_000);
    expect(first.grant).toMatchObject({ requests: null, tokens: 100 });
    expect(first.grant.waitMs).toBeGreaterThan(60_000);
    // It came to more than was taken for it.
    const debt = [{ second: first.grant.second, requests: 0, tokens: -50 }];
    const later = exchangeLimit(first.state, limit, ask([1], debt), 1_010_000);
    expect(later.grant.tokens).toBe(0);
    expect(exchangeLimit(later.state, limit, ask([1]), 1_064_000).grant.tokens).toBe(1);
  });
});

describe('requests at once', () => {
  const ask = (holder: string, inUse: number, wanted: number) => ({
    holder,
    inUse,
    wanted,
    calls: Array<number>(Math.max(0, wanted - inUse)).fill(0),
    ahead: 0,
    returned: [],
  });
  const limit = limits({ maxConcurrency: 4 });

  test('of a replica that is silent are the others’ after five seconds', () => {
    let { state } = exchangeLimit(untouched, limit, ask('dead', 0, 9), 0);
    const soon = exchangeLimit(state, limit, ask('alive', 0, 9), 4_999);
    expect(soon.grant.permits).toBe(0);
    ({ state } = soon);
    expect(exchangeLimit(state, limit, ask('alive', 0, 9), 5_001).grant.permits).toBe(4);
  });

  test('are shared fairly with a replica that comes later, as calls end', () => {
    let { state, grant } = exchangeLimit(untouched, limit, ask('a', 0, 50), 0);
    expect(grant.permits).toBe(4);
    ({ state, grant } = exchangeLimit(state, limit, ask('b', 0, 50), 100));
    expect(grant.permits).toBe(0);
    ({ state, grant } = exchangeLimit(state, limit, ask('a', 4, 50), 200));
    expect(grant).toMatchObject({ permits: 2, contested: true });
    ({ state, grant } = exchangeLimit(state, limit, ask('a', 2, 50), 300));
    ({ state, grant } = exchangeLimit(state, limit, ask('b', 0, 50), 400));
    expect(grant.permits).toBe(2);
  });

  test('go in turns where there are fewer than replicas that want one', () => {
    const single = limits({ maxConcurrency: 1 });
    let state: LimitState = untouched;
    const served = new Map<string, number>();
    for (let at = 0; at < 60_000; at += 100) {
      for (const holder of ['a', 'b', 'c']) {
        const first = exchangeLimit(state, single, ask(holder, 0, 5), at);
        ({ state } = first);
        if (first.grant.permits === 1) served.set(holder, (served.get(holder) ?? 0) + 1);
      }
    }
    expect([...served.keys()].toSorted()).toEqual(['a', 'b', 'c']);
    for (const times of served.values()) expect(times).toBeGreaterThan(60);
  });
});
