const number = /(?:(?<![\w.)])[-+−])?(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?/gi;

/** The numbers in a text, thousands separated by commas or not. */
export function readNumbers(text: string): readonly number[] {
  return [...text.matchAll(number)]
    .map(([digits]) => Number(digits.replaceAll(',', '').replace('−', '-')))
    .filter((value) => Number.isFinite(value));
}

/** The last of them; undefined where there is none. */
export function readNumber(text: string): number | undefined {
  return readNumbers(text).at(-1);
}
