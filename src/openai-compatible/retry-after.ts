/** Milliseconds that a provider asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfter(headers: { get(name: string): string | null }): number | undefined {
  const exact = amount(headers.get('retry-after-ms'));
  if (exact !== undefined) return Math.ceil(exact);
  const text = headers.get('retry-after');
  const seconds = amount(text);
  if (seconds !== undefined) return Math.ceil(seconds * 1_000);
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function amount(text: string | null): number | undefined {
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}
