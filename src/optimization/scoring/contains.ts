import type { JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';

const bare = (text: string) => text.replace(/[\p{P}\p{S}\s]+/gu, '');

function shown(item: JsonValue, output: string): string {
  const [text, folded] = [comparable(item, false), comparable(output, false)];
  const near = folded.includes(text)
    ? ' (there in other upper and lower case)'
    : bare(text) !== '' && bare(folded).includes(bare(text))
      ? ' (there with other space or punctuation)'
      : '';
  return `${quoteText(typeof item === 'string' ? item : JSON.stringify(item))}${near}`;
}

/** The answer holds the expected text; of a list, the share of its items that it holds. */
export function contains({ caseSensitive = false }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem(expected) {
      const items = Array.isArray(expected) ? expected : [expected];
      const empty = items.length === 0 || items.some((item) => typeof item === 'string' && item.trim() === '');
      return needsExpected(expected) ?? (empty ? 'expects an empty text, which every answer contains' : undefined);
    },
    score({ example: { expected = null }, output }) {
      const items = Array.isArray(expected) ? expected : [expected];
      const text = comparable(output, caseSensitive);
      const missing = items.filter((item) => !text.includes(comparable(item, caseSensitive)));
      if (missing.length === 0) return { score: 1, feedback: 'right: the answer contains what was expected' };
      const names = missing.map((item) => shown(item, output));
      return {
        score: 1 - missing.length / items.length,
        feedback: `the answer should contain ${names.join(', ')}, got ${quoteText(output)}`,
      };
    },
  };
}
