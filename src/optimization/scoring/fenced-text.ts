/** What the first code fence of a text holds; in linear time, whatever the text. */
export function fencedText(text: string): string | undefined {
  const open = text.indexOf('```');
  const close = open < 0 ? -1 : text.indexOf('```', open + 3);
  if (close < 0) return undefined;
  const inside = text.slice(open + 3, close);
  const language = /^[a-z]{1,20}(?=\s)/i.exec(inside)?.[0] ?? '';
  return inside.slice(language.length).trim();
}
