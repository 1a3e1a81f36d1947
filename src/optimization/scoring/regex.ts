import { RE2JS } from 're2js';
import { ByomError } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import { fencedText } from './fenced-text.js';
import type { MetricInput } from './metric-input.js';
import type { Metric } from './metric.js';
import { nearMiss } from './near-miss.js';
import { quoteText } from './quote-text.js';

const MOST_PATTERN = 1_000;
const MOST_LINES = 50;
/** States of the expression times characters of the answer, some tenths of a second; and a tenth of it, to say what was nearly right. */
const MOST_WORK = 20_000_000;

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

/** What alone keeps the expression from matching. */
function nearly(expression: RE2JS, anyCase: RE2JS, output: string): string | undefined {
  const matches = (text: string | undefined) => text !== undefined && expression.matcher(text).find();
  if (matches(output.trim())) return 'it would match without the space around it';
  if (matches(fencedText(output))) return 'it would match without the code fence around it';
  if (anyCase.matcher(output).find()) return 'it would match in other upper and lower case';
  const lines = output.split('\n', MOST_LINES).map((line) => line.trim());
  return lines.length > 1 && lines.some((line) => line !== '' && matches(line))
    ? 'one of its lines would match, without the others'
    : undefined;
}

/**
 * The expression is found in the answer. Where it has a group and the example an expected value, the text of the first
 * group must also equal that value, as in an exact match. Matching takes linear time.
 */
export function regex({ pattern = '', caseSensitive = false }: MetricInput): Metric {
  const expression = compile(pattern, caseSensitive);
  const anyCase = compile(pattern, false);
  const states = expression.programSize();
  return {
    judgeCalls: 0,
    problem: () => undefined,
    score({ example: { expected }, output }) {
      const work = output.length * states;
      if (work > MOST_WORK) throw new ByomError('METRIC_FAILED', 'The answer is too long for so large a `pattern`.');
      const matcher = expression.matcher(output);
      const because = (near: string | undefined) => (near === undefined ? '' : ` (${near})`);
      if (!matcher.find()) {
        const near = because(work > MOST_WORK / 10 ? undefined : nearly(expression, anyCase, output));
        return {
          score: 0,
          feedback: `the answer does not match the pattern ${quoteText(pattern)}: got ${quoteText(output)}${near}`,
        };
      }
      if (expected === undefined || matcher.groupCount() === 0)
        return { score: 1, feedback: 'right: the pattern matches' };
      const found = matcher.group(1) ?? '';
      if (comparable(found, caseSensitive) === comparable(expected, caseSensitive)) {
        return { score: 1, feedback: `right: ${quoteText(found)}` };
      }
      const text = typeof expected === 'string' ? expected : JSON.stringify(expected);
      const near = because(nearMiss(text, found));
      return {
        score: 0,
        feedback: `expected ${quoteText(text)}, got ${quoteText(found)}${near} from ${quoteText(output)}`,
      };
    },
  };
}
