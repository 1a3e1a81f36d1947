import type { JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';

/** Of what is missing, as much as a proposer can take in. */
const MOST_SHOWN = 20;
/** Each is looked for in the whole answer, which takes the longer, the longer it is. */
const MOST_ITEMS = 1_000;
const MOST_CHARACTERS = 20_000;

const bare = (text: string) => text.replace(/[\p{P}\p{S}\s]+/gu, '');

/** `folded` is the answer in any case, `plain` the same without space and punctuation. */
function shown(item: JsonValue, folded: string, plain: string): string {
  const text = comparable(item, false);
  const near = folded.includes(text)
    ? ' (there in other upper and lower case)'
    : bare(text) !== '' && plain.includes(bare(text))
      ? ' (there with other space or punctuation)'
      : '';
  return `${quoteText(typeof item === 'string' ? item : JSON.stringify(item))}${near}`;
}

/** The answer holds the expected text; of a list, the share of its items that it holds. */
export function contains({ caseSensitive = false }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem(expected) {
      if (expected === undefined) return needsExpected(expected);
      const items: readonly JsonValue[] = Array.isArray(expected) ? expected : [expected];
      if (items.length > MOST_ITEMS) return `expects a list of more than ${MOST_ITEMS} items`;
      const characters = items.reduce<number>((sum, item) => sum + comparable(item, true).length, 0);
      if (characters > MOST_CHARACTERS) return `expects texts of more than ${MOST_CHARACTERS} characters`;
      const empty = items.length === 0 || items.some((item) => typeof item === 'string' && item.trim() === '');
      return empty ? 'expects an empty text, which every answer contains' : undefined;
    },
    score({ example: { expected = null }, output }) {
      const items = Array.isArray(expected) ? expected : [expected];
      const text = comparable(output, caseSensitive);
      const missing = items.filter((item) => !text.includes(comparable(item, caseSensitive)));
      if (missing.length === 0) return { score: 1, feedback: 'right: the answer contains what was expected' };
      const folded = comparable(output, false);
      const plain = bare(folded);
      const names = missing.slice(0, MOST_SHOWN).map((item) => shown(item, folded, plain));
      const more = missing.length > MOST_SHOWN ? ` and ${missing.length - MOST_SHOWN} more` : '';
      return {
        score: 1 - missing.length / items.length,
        feedback: `the answer should contain ${names.join(', ')}${more}, got ${quoteText(output)}`,
      };
    },
  };
}
