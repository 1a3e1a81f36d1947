import { fencedText } from './fenced-text.js';

const folded = (text: string) => text.normalize('NFC').trim().toLowerCase();
const spaceless = (text: string) => folded(text).replace(/\s+/gu, '');
/** Without punctuation, but for what makes a number another one. */
const bare = (text: string) => spaceless(text).replace(/(?![-+−]\d)(?:(?<!\d)[\p{P}\p{S}]|[\p{P}\p{S}](?!\d))/gu, '');

/** What follows is more of the same word or number. */
const goesOn = /^(?:[\p{L}\p{N}]|[.,]\d)/u;

/** Looking for longer ones, or for those that stand there more often, could take long. */
const MOST = { characters: 2_000, places: 1_000 };

function hasAsWords(text: string, words: string): boolean {
  if (words.length > MOST.characters) return false;
  let places = 0;
  for (let at = text.indexOf(words); at >= 0 && places < MOST.places; at = text.indexOf(words, at + 1)) {
    places += 1;
    const before = text[at - 1] ?? '';
    const number = /^\d/.test(words) && /[-+−.,]/.test(before);
    if (!number && !/[\p{L}\p{N}]/u.test(before) && !goesOn.test(text.slice(at + words.length, at + words.length + 2)))
      return true;
  }
  return false;
}

/** What alone keeps a text from being the expected one; undefined where it is another. */
export function nearMiss(expected: string, got: string): string | undefined {
  const [wanted, given] = [folded(expected), folded(got)];
  if (given === '' || wanted === '') return undefined;
  if (wanted === given) return 'right but for upper and lower case';
  if (spaceless(wanted) === spaceless(given)) return 'right but for the space in it';
  const fenced = fencedText(got);
  if (fenced !== undefined && folded(fenced) === wanted) return 'right but for the code fence around it';
  if (bare(wanted) !== '' && bare(wanted) === bare(given)) return 'right but for punctuation';
  if (hasAsWords(given, wanted)) return 'the expected text is in it, with other text around it';
  return hasAsWords(wanted, given) ? 'only a part of what is expected' : undefined;
}
