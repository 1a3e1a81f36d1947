import { RE2JS } from 're2js';
import { ByomError } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import type { Metric } from './metric.js';
import { quoteText } from './quote-text.js';

const MOST_PATTERN = 1_000;

function compile(pattern: string, caseSensitive: boolean): RE2JS {
  if (pattern.length > MOST_PATTERN) {
    throw new ByomError('BAD_USER_INPUT', `\`pattern\` has at most ${MOST_PATTERN} characters.`);
  }
  try {
    return RE2JS.compile(pattern, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    throw new ByomError(
      'BAD_USER_INPUT',
      '`pattern` is not a valid RE2 expression (no backreferences or lookaround).',
      {
        cause,
      },
    );
  }
}

/**
 * The expression is found in the answer. Where it has a group and the example an expected value, the text of the first
 * group must also equal that value, as in an exact match. Matching takes linear time.
 */
export function regex({ pattern = '', caseSensitive = false }: MetricInput): Metric {
  const expression = compile(pattern, caseSensitive);
  return {
    judgeCalls: 0,
    problem: () => undefined,
    score({ example: { expected }, output }) {
      const matcher = expression.matcher(output);
      if (!matcher.find()) {
        return {
          score: 0,
          feedback: `the answer does not match the pattern ${quoteText(pattern)}: got ${quoteText(output)}`,
        };
      }
      if (expected === undefined || matcher.groupCount() === 0)
        return { score: 1, feedback: 'right: the pattern matches' };
      const found = matcher.group(1) ?? '';
      if (comparable(found, caseSensitive) === comparable(expected, caseSensitive)) {
        return { score: 1, feedback: `right: ${quoteText(found)}` };
      }
      const wanted = quoteText(typeof expected === 'string' ? expected : JSON.stringify(expected));
      return { score: 0, feedback: `expected ${wanted}, got ${quoteText(found)} (from ${quoteText(output)})` };
    },
  };
}
