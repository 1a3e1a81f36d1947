const MOST = 400;

/** Text cut to a length that a proposer can read many of, in backquotes unless it is JSON that shows where it ends. */
export function quoteText(text: string, quoted = true): string {
  const cut = (text.length > MOST ? `${text.slice(0, MOST)}…` : text).trim();
  return cut === '' ? 'an empty answer' : quoted ? `\`${cut}\`` : cut;
}
