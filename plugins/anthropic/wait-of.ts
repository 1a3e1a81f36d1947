import { retryAfterMs, type ProviderResponse } from 'byom/sdk';

const limits = ['requests', 'tokens', 'input-tokens', 'output-tokens'];

/** Milliseconds that a refusal asks to wait: as it says, else until the limit that is used up is lifted. */
export function waitOf(headers: ProviderResponse['headers'], now = Date.now()): number | undefined {
  const said = retryAfterMs(headers, now);
  if (said !== undefined) return said;
  const waits = limits
    .filter((name) => headers.get(`anthropic-ratelimit-${name}-remaining`) === '0')
    .map((name) => momentOf(headers.get(`anthropic-ratelimit-${name}-reset`)))
    .filter((moment) => moment !== undefined);
  return waits.length > 0 ? Math.max(0, Math.max(...waits) - now) : undefined;
}

/** RFC 3339, or seconds since 1970. */
function momentOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  const moment = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  return Number.isFinite(moment) ? moment : undefined;
}
