/**
 * Tokens of a text by what its characters are, fitted on English prose, source code, JSON and base64 against o200k;
 * the heavier scripts are set for older, smaller vocabularies, so that the guess errs upwards. One pass, no allocation.
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
    letters * 0.21 + spaces * 0.05 + digits * 0.5 + marks * 0.5 + latin * 0.6 + other * 0.5 + ideographs,
  );
}
