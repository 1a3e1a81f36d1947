/** Of letters alone, or so short that it is no key. */
const plain = /^(?:[A-Za-z_.![\]]{1,40}|[\w.![\]]{1,7})$/;
const words = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const mostWords = 8;
const longestWord = 16;

/** Names as people give them are made of words; others may be keys that were pasted in the wrong place. */
function isOfWords(name: string): boolean {
  const found = name.match(words) ?? [];
  return found.length <= mostWords && found.every(({ length }) => length <= longestWord);
}

/** A name of the document, as a message may repeat it; three dots in place of one that may be a key. */
export const shownName = (name: string): string => (plain.test(name) && isOfWords(name) ? name : '...');
