/** When the present window of a budget `b` began, by the database's clock. */
export const windowStart = `
  case b.span when 'once' then b.since else date_trunc(b.span, now() at time zone 'UTC') at time zone 'UTC' end`;

/**
 * When the window begins that a budget's sums are to be of: a clock that is set back a little does not bring the one before
 * it back. One that is set back by more makes the budget be counted anew (see `mustCount`).
 */
export const latestStart = `greatest(b.since, ${windowStart})`;

/** Its sums are not yet, or no longer, those of a window. */
export const mustCount = `(not b.counted or b.span <> 'once' and b.since > now() + interval '1 hour')`;

/** When the window that began at `start` ends; null where it does not. Both of the relation `of`. */
export const windowEnd = (of: string): string =>
  `(${of}.start at time zone 'UTC' + ('1 ' || nullif(${of}.span, 'once'))::interval) at time zone 'UTC'`;

/** What an attempt `a` takes: at its worst while it is open or in doubt. Of those that were sent, or may have been. */
export const taken = {
  usd: `case a.state when 'answered' then coalesce(a.usd, 0) when 'refused' then 0 else coalesce(a.reserved_usd, 0) end`,
  tokens: `case a.state when 'answered' then a.input_tokens + a.output_tokens when 'refused' then 0 else a.reserved_tokens end`,
  unpriced: `(case a.state when 'answered' then a.usd is null when 'refused' then false else a.reserved_usd is null end)`,
} as const;
