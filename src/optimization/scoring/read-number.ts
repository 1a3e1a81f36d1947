const number = /(?:(?<![\w.)])[-+−])?(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?/gi;

/** The last number in a text, thousands separated by commas or not; undefined where there is none. */
export function readNumber(text: string): number | undefined {
  const last = [...text.matchAll(number)].at(-1)?.[0];
  if (last === undefined) return undefined;
  const value = Number(last.replaceAll(',', '').replace('−', '-'));
  return Number.isFinite(value) ? value : undefined;
}
