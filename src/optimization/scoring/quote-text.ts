const MOST = 400;

/** Text in backquotes, cut to a length that a proposer can read many of. */
export function quoteText(text: string): string {
  const cut = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return cut.trim() === '' ? 'an empty answer' : `\`${cut.trim()}\``;
}
