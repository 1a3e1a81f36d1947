/** One replica's part of the requests that may be under way at once. */
export interface Holder {
  readonly held: number;
  /** Under way when it last asked; `held` is what it may begin without asking. */
  readonly inUse: number;
  /** How many it would use. */
  readonly wanted: number;
  /** Milliseconds on the database's clock: a replica that is silent for longer is taken for dead. */
  readonly until: number;
}

export type Holders = Readonly<Record<string, Holder>>;

/** How long a replica's permits are its own without a word from it. */
export const permitMs = 5_000;
/** Whoever gets the last one, where it cannot be parted, is another one after so long. */
const turnMs = 2_000;

/** Those that are alive. After the clock was put back nobody holds for longer than from now. */
export function living(holders: Holders, now: number): Holders {
  return Object.fromEntries(
    Object.entries(holders)
      .filter(([, { until }]) => until > now)
      .map(([name, holder]) => [name, { ...holder, until: Math.min(holder.until, now + permitMs) }]),
  );
}

export interface PermitAsk {
  readonly holder: string;
  readonly inUse: number;
  readonly wanted: number;
}

/**
 * Gives a replica as many permits as it wants and there are; where there are too few for all, its fair share. What it
 * has in use it keeps until it ends: `allowed` says from how many on it begins nothing new.
 */
export function sharePermits(
  holders: Holders,
  limit: number,
  { holder, inUse, wanted }: PermitAsk,
  now: number,
): { readonly holders: Holders; readonly allowed: number; readonly contested: boolean } {
  const { [holder]: _, ...others } = living(holders, now);
  const room = Math.max(0, limit - Object.values(others).reduce((sum, { held }) => sum + held, 0));
  const contested = Object.values(others).some((other) => other.wanted > other.held);
  const wants = { ...others, [holder]: { held: inUse, inUse, wanted, until: 0 } };
  const share = contested ? fairShare(wants, limit, holder, now) : limit;
  const allowed = Math.min(wanted, room, share);
  const held = Math.max(inUse, allowed);
  if (held === 0 && wanted === 0) return { holders: others, allowed, contested };
  return { holders: { ...others, [holder]: { held, inUse, wanted, until: now + permitMs } }, allowed, contested };
}

/** One after the other, round by round, until none is left; who begins the rounds changes with time. */
function fairShare(holders: Holders, limit: number, holder: string, now: number): number {
  const names = Object.keys(holders).toSorted();
  const first = Math.floor(now / turnMs) % names.length;
  const order = [...names.slice(first), ...names.slice(0, first)];
  const wants = order.map((name) => holders[name]!.wanted);
  const shares = wants.map(() => 0);
  for (let left = limit; left > 0;) {
    const open = wants.flatMap((wanted, at) => (shares[at]! < wanted ? [at] : []));
    if (open.length === 0) break;
    const each = Math.floor(left / open.length);
    for (const at of open) {
      const more = Math.min(Math.max(1, each), wants[at]! - shares[at]!, left);
      shares[at]! += more;
      left -= more;
    }
  }
  return shares[order.indexOf(holder)]!;
}
