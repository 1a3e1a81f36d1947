import type { RateLimitHeaders, ResetForm } from './rate-limit-headers.js';

/** What an answer told of one limit of the provider's. */
export interface RateReading {
  readonly declared: RateLimitHeaders;
  /** Undefined where it is not told. */
  readonly limit?: number;
  readonly remaining: number;
  /** Until there is all of it again. */
  readonly resetMs: number;
}

export type ReadHeader = (name: string) => string | undefined;

const mostAmount = 1e12;
/** What is renewed once a day is used up as it comes: only limits of minutes are paced. */
const longestResetMs = 120_000;
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** What the headers of an answer tell of the declared limits; what is missing, malformed or absurd tells nothing. */
export function readRateLimits(
  declared: readonly RateLimitHeaders[],
  header: ReadHeader,
  now: number,
): readonly RateReading[] {
  const readings: RateReading[] = [];
  for (const each of declared) {
    const remaining = amount(header(each.remaining));
    if (remaining === undefined) continue;
    const told = each.limit === undefined ? undefined : header(each.limit);
    const limit = amount(told);
    // A limit that is zero, negative or less than what is left of it is none.
    if (told !== undefined && (limit === undefined || limit < 1 || remaining > limit)) continue;
    const { reset } = each;
    const resetMs =
      'seconds' in reset ? reset.seconds * 1_000 : untilReset(header(reset.header), reset.in, header, now);
    if (resetMs === undefined || !(resetMs >= 0 && resetMs <= longestResetMs)) continue;
    readings.push({ declared: each, remaining, resetMs, ...(limit !== undefined && { limit }) });
  }
  return readings;
}

function untilReset(text: string | undefined, unit: ResetForm, header: ReadHeader, now: number): number | undefined {
  if (text === undefined || text.length > 40) return undefined;
  if (unit === 'moment') {
    const moment = amount(text) === undefined ? Date.parse(text) : Number(text) * 1_000;
    // By the provider's own clock, where it tells the time.
    const said = Date.parse(header('date') ?? '');
    return moment - (Math.abs(said - now) < 86_400_000 ? said : now);
  }
  const plain = amount(text);
  if (plain !== undefined) return plain * (unit === 'milliseconds' ? 1 : 1_000);
  return unit === 'duration' ? duration(text) : undefined;
}

function amount(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,13}(\.\d{1,9})?$/.test(text)) return undefined;
  const value = Number(text);
  return value <= mostAmount ? value : undefined;
}

/** `6m0s`, `17ms`, `1h2m3.5s`. */
function duration(text: string): number | undefined {
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|s|m|h)){1,4}$/.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)(ms|s|m|h)/g)) total += Number(count) * units[unit!]!;
  return total;
}
