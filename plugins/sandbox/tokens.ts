const stopWords = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its ' +
    'me my of on or our she should so than that the their them then there these they this those to us was we were will ' +
    'with would you your am im ive id dont please hi hello hey thanks thank just also about any some what when where ' +
    'which who why like get got want need please'
  ).split(' '),
);

/** Drops the commonest English endings, so that `charged` and `charges` meet. */
export function stem(word: string): string {
  let stemmed = word;
  for (const ending of ['ies', 'ing', 'ed', 'es', 's', 'ly', 'e']) {
    if (stemmed.length - ending.length >= 3 && stemmed.endsWith(ending)) {
      stemmed = stemmed.slice(0, -ending.length) + (ending === 'ies' ? 'y' : '');
      break;
    }
  }
  const last = stemmed.at(-1);
  const doubled = stemmed.length > 3 && last === stemmed.at(-2) && !'aeiouls'.includes(last ?? '');
  return doubled ? stemmed.slice(0, -1) : stemmed.replace(/(?<=..)i$/, 'y');
}

/** Lower-case words; identifiers such as `lost_card` and `lostCard` count as several. */
export function words(text: string): string[] {
  return (
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .replace(/[’']/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

export const isContentWord = (word: string) => word.length > 1 && !stopWords.has(word);

/** Stems of the words that carry meaning. */
export function tokens(text: string): string[] {
  return words(text).filter(isContentWord).map(stem);
}
