/** What was handed out in one second of the database's clock. */
export interface SpentSecond {
  readonly second: number;
  readonly requests: number;
  readonly tokens: number;
}

/** Oldest first. */
export type Spent = readonly SpentSecond[];

/** How long a replica may use what it was handed, in milliseconds. */
export const leaseMs = 2_000;
/** A minute, and as long as what was handed out in a second may lie before it is used. */
const countedSeconds = 60 + 1 + leaseMs / 1_000;

/**
 * What still counts. Seconds that lie ahead, after the clock was put back, count as this one: they may be given back
 * late, and never early.
 */
export function stillCounted(spent: Spent, now: number): Spent {
  const counted: SpentSecond[] = [];
  let ahead = { second: now, requests: 0, tokens: 0 };
  for (const one of spent) {
    if (one.second <= now - countedSeconds) continue;
    if (one.second < now) counted.push(one);
    else ahead = { second: now, requests: ahead.requests + one.requests, tokens: ahead.tokens + one.tokens };
  }
  return ahead.requests > 0 || ahead.tokens > 0 ? [...counted, ahead] : counted;
}

/** With so much more in the second. */
export function withSpent(spent: Spent, { second, requests, tokens }: SpentSecond): Spent {
  if (requests === 0 && tokens === 0) return spent;
  const former = spent.find((one) => one.second === second) ?? { second, requests: 0, tokens: 0 };
  const merged = { second, requests: former.requests + requests, tokens: former.tokens + tokens };
  return [...spent.filter((one) => one !== former), merged].toSorted((a, b) => a.second - b.second);
}

/** Without what was not used of a second after all; negative amounts are what was used beyond. */
export function withReturned(spent: Spent, returned: Spent): Spent {
  return spent.map((one) => {
    const back = returned.filter(({ second }) => second === one.second);
    if (back.length === 0) return one;
    const sum = (of: 'requests' | 'tokens') => back.reduce((total, each) => total + each[of], 0);
    return {
      second: one.second,
      requests: Math.max(0, one.requests - sum('requests')),
      tokens: Math.max(0, one.tokens - sum('tokens')),
    };
  });
}

export const sumOf = (spent: Spent, of: 'requests' | 'tokens'): number => spent.reduce((sum, one) => sum + one[of], 0);

/** Milliseconds until so much fits under the limit, where nothing is given back before its time. */
export function waitFor(amount: number, limit: number, of: 'requests' | 'tokens', spent: Spent, nowMs: number): number {
  let over = sumOf(spent, of) + amount - limit;
  for (const one of spent) {
    if (over <= 0) break;
    over -= one[of];
    if (over <= 0) return Math.max(0, (one.second + countedSeconds) * 1_000 - nowMs);
  }
  return over <= 0 ? 0 : countedSeconds * 1_000;
}
