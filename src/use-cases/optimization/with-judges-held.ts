import type { Ending, OptimizationRun } from './optimization-run.js';
import { OptimizationStopped } from './optimization-stopped.js';
import { withWarnings } from './with-warnings.js';

/** Runs to its end what scores by judges that have been held against people's grades first, where some were given. */
export async function withJudgesHeld(run: OptimizationRun, go: () => Promise<Ending>): Promise<Ending> {
  let warnings: readonly string[];
  try {
    warnings = await holdJudges(run);
  } catch (error) {
    if (!(error instanceof OptimizationStopped)) throw error;
    return { stopped: error, patch: {}, summary: error.message };
  }
  const ending = await go();
  const { unscored } = run.metric;
  return withWarnings(ending, [...warnings, ...(unscored === undefined ? [] : [unscored])]);
}

/** Asks judges about graded answers, and tells how far they agree. Gives what warns of them. */
async function holdJudges({ metric, recorder, told }: OptimizationRun): Promise<readonly string[]> {
  if (!metric.hasGrades) return [];
  told.phase('holding the judge against graded answers');
  const judgeAgreement = await metric.calibrate();
  const warnings = judgeAgreement.flatMap(({ warning }) => (warning === undefined ? [] : [warning]));
  recorder.change({ judgeAgreement });
  for (const message of warnings) recorder.event({ kind: 'progress', message });
  return warnings;
}
