import type { ProviderResponse } from '../sdk/index.js';

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const limits = ['', '-minute', '-hour', '-day'].flatMap((span) => [`requests${span}`, `tokens${span}`]);

/**
 * Milliseconds until a rate limit that is used up is renewed, from the headers of the limits themselves: a duration
 * (`6m0s`, `120ms`), seconds, or a moment. Undefined where none is known to be used up.
 */
export function rateLimitWait(
  headers: ProviderResponse['headers'],
  kind?: string,
  now = Date.now(),
): number | undefined {
  const waits: number[] = [];
  for (const limit of limits) {
    const wait = resetIn(headers.get(`x-ratelimit-reset-${limit}`), now);
    const remaining = headers.get(`x-ratelimit-remaining-${limit}`);
    // A limit of -1 stands for one that is not known.
    if (headers.get(`x-ratelimit-limit-${limit}`) === '-1') continue;
    if (wait !== undefined && (remaining === null || Number(remaining) <= 0 || kind === limit)) waits.push(wait);
  }
  const plain =
    waits.length > 0 ? undefined : resetIn(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'), now);
  if (plain !== undefined) waits.push(plain);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** The wait that a refusal's own words name; servers that send no header often do. */
export function waitNamed(message: string): number | undefined {
  const named =
    /(?:try again|retry) (?:in|after) ((?:[\d.]+ ?(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?) ?)+)/i.exec(
      message,
    )?.[1];
  return named === undefined
    ? undefined
    : duration(
        named.replaceAll(/ |(?<=m)illiseconds?|(?<=[smh])(?:ec(?:ond)?s?|in(?:ute)?s?|ours?)/gi, (text) =>
          /^milli/i.test(text) ? 's' : '',
        ),
      );
}

function resetIn(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) return duration(value) ?? moment(Date.parse(value), now);
  if (number < 0) return undefined;
  // Seconds to wait are few; seconds and milliseconds since the epoch are many.
  if (number > 1e11) return moment(number, now);
  return number > 1e9 ? moment(number * 1_000, now) : Math.ceil(number * 1_000);
}

const moment = (at: number, now: number) => (Number.isNaN(at) ? undefined : Math.max(0, Math.ceil(at - now)));

function duration(text: string): number | undefined {
  if (!/^(?:[\d.]+(?:ms|s|m|h|d))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)) total += Number(amount) * milliseconds[unit!]!;
  return Number.isFinite(total) ? Math.ceil(total) : undefined;
}
