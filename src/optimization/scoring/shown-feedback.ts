const MOST = 4_000;
/** What no column of text holds: control characters but tab and line break, and halves of characters. */
const unstorable = /(?![\t\n])\p{Cc}|\p{Surrogate}/gu;

/** What a customer's own scorer said, as it can be kept; the score itself where it said nothing. */
export function shownFeedback(score: number, feedback = ''): string {
  const said = feedback.slice(0, MOST).replace(unstorable, ' ').trim();
  return said === '' ? `${Number(score.toFixed(3))} of 1` : said;
}
