import { monitorEventLoopDelay } from 'node:perf_hooks';
import { CodeSandboxes } from '../src/sandbox/code-sandboxes.js';
import { processorTime } from '../src/sandbox/processor-time.js';

const code = '({ output, expected }) => (output.trim() === expected ? 1 : { score: 0, feedback: `not ${expected}` })';
const body = { inputs: { text: 'The parcel has not come.' }, expected: 'shipping', output: 'billing' };

/** Each keeps a child busy for as long as it may, or fills its memory. */
const hostile = [
  '() => { for (;;); }',
  '() => [].includes.call({ length: 2 ** 53 - 1 }, 1)',
  '() => /^(a+)+$/.test("a".repeat(40) + "!")',
  '() => { const a = []; for (;;) a.push("x".repeat(1e6) + a.length) }',
  '() => ({ score: 1, feedback: "x".repeat(3e7) })',
];

export interface CodeMetricsMeasured {
  /** Until the first score, which starts the child. */
  readonly firstMs: number;
  readonly scoresPerSecond: number;
  /** Milliseconds of processor time for one score. */
  readonly childCpuMs: number;
  readonly serverCpuMs: number;
  /** Of the server's event loop, while hostile code runs in every slot. */
  readonly stallP99Ms: number;
  readonly stallMostMs: number;
}

/** What metrics in code cost, and what hostile ones do to the process that asks for them. */
export async function measureCodeMetrics(scores = 5_000): Promise<CodeMetricsMeasured> {
  const sandboxes = new CodeSandboxes(true);
  const sandbox = sandboxes.open('bench');
  const began = performance.now();
  await sandbox.score(code, body);
  const firstMs = performance.now() - began;
  for (let n = 0; n < 500; n += 1) await sandbox.score(code, body);
  const [childBefore, serverBefore, from] = [processorTime(sandbox.pid!) ?? 0, process.cpuUsage(), performance.now()];
  for (let n = 0; n < scores; n += 1) await sandbox.score(code, body);
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(serverBefore);
  const childMs = (processorTime(sandbox.pid!) ?? NaN) - childBefore;
  sandbox.close();

  const stall = monitorEventLoopDelay({ resolution: 1 });
  stall.enable();
  await Promise.all(
    hostile.map(async (text, n) => {
      const one = sandboxes.open(`tenant ${n}`);
      await one.score(text, body).catch(() => undefined);
      one.close();
    }),
  );
  stall.disable();
  return {
    firstMs,
    scoresPerSecond: scores / seconds,
    childCpuMs: childMs / scores,
    serverCpuMs: (user + system) / 1_000 / scores,
    stallP99Ms: stall.percentile(99) / 1e6,
    stallMostMs: stall.max / 1e6,
  };
}
