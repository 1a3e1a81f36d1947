import type { JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';

function tokens(value: JsonValue, caseSensitive: boolean): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of comparable(value, caseSensitive).match(/[\p{L}\p{N}]+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Harmonic mean of precision and recall over words, each counted as often as it stands there. */
export function tokenF1({ caseSensitive = false }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem: (expected) =>
      needsExpected(expected) ??
      (tokens(expected!, caseSensitive).size === 0 ? 'expects a text without a single word' : undefined),
    score({ example: { expected = null }, output }) {
      const [wanted, got] = [tokens(expected, caseSensitive), tokens(output, caseSensitive)];
      let shared = 0;
      for (const [word, count] of got) shared += Math.min(count, wanted.get(word) ?? 0);
      const score = shared === 0 ? 0 : (2 * shared) / (total(wanted) + total(got));
      const missing = [...wanted.keys()].filter((word) => (got.get(word) ?? 0) < wanted.get(word)!);
      const extra = [...got.keys()].filter((word) => got.get(word)! > (wanted.get(word) ?? 0));
      const parts = [
        ...(missing.length > 0 ? [`words missing: ${missing.slice(0, 12).join(', ')}`] : []),
        ...(extra.length > 0 ? [`words too many: ${extra.slice(0, 12).join(', ')}`] : []),
      ];
      const text = typeof expected === 'string' ? expected : JSON.stringify(expected);
      return {
        score,
        feedback:
          parts.length === 0
            ? 'right: the words are those expected'
            : `expected ${quoteText(text)}, got ${quoteText(output)} (${parts.join('; ')})`,
      };
    },
  };
}
