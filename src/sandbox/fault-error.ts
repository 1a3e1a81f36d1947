import { ByomError } from '../sdk/index.js';
import { sandboxLimits } from './sandbox-limits.js';
import type { Verdict } from './verdict.js';

type Failed =
  | Extract<Verdict, { fault: string }>
  | { readonly fault: 'garbage'; readonly kind?: string; readonly line?: number; readonly column?: number };

const article = (kind: string) => (/^[AEIOU]/.test(kind) ? `an ${kind}` : `a ${kind}`);
const at = ({ line, column }: Failed) => (line === undefined ? '' : ` at line ${line}, column ${column}`);
const seconds = sandboxLimits.cpuMs / 1_000;

/** What a child said, for the customer: what went wrong and where, with no word of the code's or the data's. */
export function faultError(failed: Failed): ByomError {
  const { fault, kind } = failed;
  switch (fault) {
    case 'timeout':
      return new ByomError(
        'SANDBOX_TIMEOUT',
        `The metric's code took longer than ${seconds} second${seconds === 1 ? '' : 's'} to score an answer.`,
      );
    case 'memory':
      return new ByomError(
        'SANDBOX_MEMORY',
        kind === 'stack'
          ? "The metric's code calls itself too deeply: its stack is full."
          : `The metric's code took more memory than the ${sandboxLimits.memoryBytes / 1024 / 1024} MB that it has.`,
      );
    case 'syntax':
      return new ByomError('BAD_USER_INPUT', `The metric's \`code\` is not valid JavaScript${at(failed)}.`);
    case 'no-function':
      return new ByomError(
        'BAD_USER_INPUT',
        "The metric's `code` is no function, such as `({ output, expected }) => (output === expected ? 1 : 0)`.",
      );
    case 'threw':
      return new ByomError(
        'METRIC_FAILED',
        `The metric's code threw ${kind === undefined ? 'something' : article(kind)}${at(failed)}.`,
        { details: { thrown: kind ?? 'something', line: failed.line, column: failed.column } },
      );
    case 'no-score':
      return new ByomError(
        'METRIC_FAILED',
        `The metric's code returned ${kind ?? 'something else'}; it has to return a number from 0 to 1 or { score, feedback }, at once.`,
      );
    default:
      return new ByomError('METRIC_FAILED', "The sandbox of the metric's code gave no readable answer.");
  }
}
