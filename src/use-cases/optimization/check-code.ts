import type { Example } from '../../datasets/dataset-store.js';
import type { MetricInput } from '../../optimization/scoring/metric-input.js';
import { metricParts } from '../../optimization/scoring/metric-parts.js';
import type { CodeSandbox } from '../../sandbox/code-sandbox.js';
import { ByomError } from '../../sdk/index.js';

const TRIED = 'Tried with the first example, and the answer that it expects for the output.';

/**
 * Runs each function of a metric once before anything is paid for. Fails where it is none, and where the right answer
 * gets no score; it may throw over that answer, since others need not be of its form, but not over a name that nothing
 * there has.
 */
export async function checkCode(
  metric: MetricInput,
  example: Example | undefined,
  open: () => Pick<CodeSandbox, 'check' | 'score' | 'close'>,
): Promise<void> {
  const codes = metricParts(metric).flatMap(({ kind, code }) => (kind === 'code' ? [code!] : []));
  if (codes.length === 0) return;
  const sandbox = open();
  try {
    for (const code of codes) {
      await sandbox.check(code);
      if (example !== undefined) await tryOut(sandbox, code, example);
    }
  } finally {
    sandbox.close();
  }
}

async function tryOut(
  sandbox: Pick<CodeSandbox, 'score'>,
  code: string,
  { inputs, expected = null }: Example,
): Promise<void> {
  const output = typeof expected === 'string' ? expected : expected === null ? '' : JSON.stringify(expected);
  try {
    await sandbox.score(code, { inputs, expected, output });
  } catch (error) {
    if (!ByomError.is(error) || error.code !== 'METRIC_FAILED') throw error;
    const { thrown } = error.details;
    if (thrown !== undefined && thrown !== 'ReferenceError') return;
    throw new ByomError('BAD_USER_INPUT', `${error.message} ${TRIED}`, { cause: error });
  }
}
