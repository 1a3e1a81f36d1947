import { scoreKinds, simulatedOptimization, type SimulatedTask } from './simulated-optimization.js';

export const baseRates = [0.05, 0.2, 0.5, 0.8, 0.95] as const;
export const testSizes = [20, 50, 100, 300] as const;

export interface Trials {
  readonly runs: number;
  /** Of these, the runs in which validation chose another prompt than the one given. */
  readonly chosen: number;
  readonly improved: number;
  readonly tried: number;
  /** How often test examples were asked in all, of the runs in which another prompt was chosen. */
  readonly repeats: number;
  /** Share of 95% intervals that hold the truth, of the scores and of the gain. */
  readonly scores: { held: number; of: number };
  readonly gains: { held: number; of: number };
}

const holds = ({ low, high }: { readonly low: number; readonly high: number }, truth: number) =>
  low <= truth + 1e-12 && truth <= high + 1e-12;

/** So many simulated optimizations, evenly over kinds of scores, base rates and sizes of the test split. */
export async function optimizationTrials(options: {
  readonly runs: number;
  readonly effect: number;
  /** Without a test split the validation examples stand in. */
  readonly tested: boolean;
  readonly only?: Partial<Pick<SimulatedTask, 'scores' | 'base' | 'test'>>;
  readonly taskCalls?: number;
  /** A model that answers otherwise when asked again, and what is left to do so, in tests of both prompts. */
  readonly noisyRounds?: number;
}): Promise<Trials> {
  const { runs, effect, tested, only = {} } = options;
  const count = { chosen: 0, improved: 0, tried: 0, repeats: 0 };
  const [scores, gains] = [
    { held: 0, of: 0 },
    { held: 0, of: 0 },
  ];
  for (let run = 0; run < runs; run += 1) {
    const size = only.test ?? testSizes[Math.floor(run / 15) % testSizes.length]!;
    const done = await simulatedOptimization({
      seed: run + 1,
      effect,
      scores: only.scores ?? scoreKinds[run % scoreKinds.length]!,
      base: only.base ?? baseRates[Math.floor(run / 3) % baseRates.length]!,
      validation: tested ? 50 : size,
      test: tested ? size : 0,
      taskCalls: options.taskCalls ?? 250,
      ...(options.noisyRounds === undefined ? {} : { callsLeft: options.noisyRounds * 2 * size }),
    });
    count.tried += done.tried;
    if (done.verdict.improved) count.improved += 1;
    for (const one of [done.baseline, done.best]) {
      if (one === undefined) continue;
      scores.of += 1;
      if (holds(one.score, one.truth)) scores.held += 1;
    }
    if (done.best === undefined) continue;
    count.chosen += 1;
    count.repeats += done.repeats;
    gains.of += 1;
    const { pairedGain, adjustedGain } = done.best.score;
    if (holds(adjustedGain ?? pairedGain!, done.best.truth - done.baseline.truth)) gains.held += 1;
  }
  return { runs, ...count, scores, gains };
}
