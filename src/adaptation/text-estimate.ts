/**
 * Tokens of a text by what its characters are, fitted on English and German prose, source code and JSON against o200k
 * (within a tenth); the heavier scripts are set for older, smaller vocabularies, so that the guess errs upwards. One
 * pass, no allocation.
 */
export function textEstimate(text: string): number {
  let letters = 0;
  let spaces = 0;
  let digits = 0;
  let marks = 0;
  let latin = 0;
  let other = 0;
  let ideographs = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x2fff) ideographs += 1;
    else if (code > 0x24f) other += 1;
    else if (code > 0x7f) latin += 1;
    else if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) letters += 1;
    else if (code <= 0x20) spaces += 1;
    else if (code >= 0x30 && code <= 0x39) digits += 1;
    else marks += 1;
  }
  return Math.ceil(
    letters * 0.22 + spaces * 0.1 + digits * 0.6 + marks * 0.6 + latin * 0.6 + other * 0.45 + ideographs,
  );
}
