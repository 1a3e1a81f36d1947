import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';
import { optimizationStrategies } from '../../src/use-cases/optimization/optimize-prompt-input.js';
import { labelModel } from './label-task.js';
import { SimulatedProvider, simulatedFaults } from './simulated-provider.js';
import { simulatedRun } from './simulated-run.js';
import { inVirtualTime } from './virtual-time.js';

const price = { input: 1, output: 4 };

/** One random run: any budget, strategy and concurrency, any mix of faults, killed or not. */
function drawn(random: SeededRandom) {
  const one = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const maybe = (share: number) => random.next() < share;
  const calls = 30 + Math.round(random.next() ** 2 * 400);
  const budget = {
    maxConcurrency: 1 + random.below(32),
    ...(maybe(0.6) ? { maxCalls: calls } : {}),
    ...(maybe(0.3) ? { maxTaskCalls: calls } : {}),
    ...(maybe(0.3) ? { maxUsd: (calls * one([100, 200, 400, 2_000])) / 1e6 } : {}),
    ...(maybe(0.3) ? { maxTokens: calls * one([60, 120, 240, 1_200]) } : {}),
    ...(maybe(0.3) ? { maxSeconds: 5 + random.below(300) } : {}),
  };
  const limited = Object.keys(budget).some((name) => !['maxConcurrency', 'maxSeconds'].includes(name));
  const kinds = simulatedFaults.filter(() => maybe(0.4));
  return {
    budget: limited ? budget : { ...budget, maxCalls: calls },
    strategy: one(optimizationStrategies),
    examples: 40 + random.below(160),
    maxOutputTokens: maybe(0.6) ? 50 + random.below(1_000) : undefined,
    faultRate: one([0, 0.02, 0.1, 0.3]),
    kinds: kinds.length > 0 ? kinds : simulatedFaults,
    /** How it counts tokens whenever nothing else is wrong. */
    usage: maybe(0.3) ? one(['zero-usage', 'no-usage', 'absurd-usage', 'negative-usage'] as const) : undefined,
    latencyMs: one([30, 300, 2_000]),
    most: maybe(0.2) ? 1 + random.below(8) : undefined,
    kills: Array.from({ length: maybe(0.3) ? 1 + random.below(3) : 0 }, () => ({
      after: 5 + random.below(60),
      hard: maybe(0.5),
    })),
  };
}

/** Runs one for each seed; tells of every limit that the provider's own count says was passed. */
export async function budgetRuns(
  seeds: readonly number[],
  onRun?: (line: string) => void,
): Promise<{ readonly lines: readonly string[]; readonly violations: readonly string[] }> {
  const violations: string[] = [];
  const statuses = new Map<string, number>();
  const shares = new Map<string, number[]>();
  const used = new Map<string, number[]>();
  let requests = 0;
  for (const seed of seeds) {
    const random = seededRandom('budget run', seed);
    const plan = drawn(random);
    const { budget } = plan;
    const provider = new SimulatedProvider({
      model: labelModel,
      random: () => random.next(),
      latencyMs: () => plan.latencyMs * (0.4 + random.next() ** 4 * 6),
      fault: () => (random.next() < plan.faultRate ? plan.kinds[random.below(plan.kinds.length)] : plan.usage),
      price,
      outputLimit: plan.maxOutputTokens ?? 20_000,
      ...(plan.most === undefined ? {} : { most: plan.most }),
    });
    const began = process.cpuUsage().user;
    const outcome = await inVirtualTime(() =>
      simulatedRun({ ...plan, seed, provider, commitMs: () => 1 + random.next() * 4 }),
    );
    requests += provider.requests;
    const counted = [
      ['maxCalls', provider.requests, budget.maxCalls],
      ['maxTaskCalls', provider.taskRequests, budget.maxTaskCalls],
      ['maxUsd', provider.usd, budget.maxUsd],
      ['maxTokens', provider.tokens, budget.maxTokens],
      ['maxSeconds', outcome.seconds, budget.maxSeconds === undefined ? undefined : budget.maxSeconds + 1],
      ['maxConcurrency', provider.mostInFlight, budget.maxConcurrency],
    ] as const;
    for (const [name, count, limit] of counted) {
      if (limit === undefined) continue;
      const share = [...(shares.get(name) ?? []), count / limit];
      shares.set(name, share);
      if (count > limit) violations.push(`seed ${seed}: ${name} ${count} of ${limit}`);
    }
    const { status, reason } = outcome.record;
    if (outcome.ledger.open.length > 0 && !plan.kills.some(({ hard }) => hard))
      violations.push(`seed ${seed}: left open`);
    const end = status === 'failed' ? `failed (${reason?.code})` : status;
    // One whose provider stays away goes on by itself, later.
    const waits = status === 'paused' && reason?.retryAt !== undefined;
    if (status !== 'succeeded' && status !== 'failed' && !waits) violations.push(`seed ${seed}: ended as ${status}`);
    statuses.set(end, (statuses.get(end) ?? 0) + 1);
    const most = Math.max(
      ...counted.flatMap(([name, count, limit]) =>
        limit === undefined || name === 'maxConcurrency' ? [] : [count / limit],
      ),
    );
    used.set(end, [...(used.get(end) ?? []), most]);
    onRun?.(
      `${seed} ${end} ${JSON.stringify({ ...budget, strategy: plan.strategy, rate: plan.faultRate, kinds: plan.faultRate > 0 ? plan.kinds.join() : '', usage: plan.usage, latency: plan.latencyMs, most: plan.most, kills: plan.kills.length })} requests ${provider.requests} seconds ${outcome.seconds.toFixed(0)} most ${most.toFixed(2)} tests ${outcome.record.baseline?.examples} cpu ${((process.cpuUsage().user - began) / 1e3).toFixed(0)} ms`,
    );
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
  return {
    violations,
    lines: [
      `${requests} requests; ended: ${[...statuses].map(([status, count]) => `${status} ${count}, the tightest limit used to ${percent(mean(used.get(status)!))}`).join('; ')}`,
      ...[...shares].map(
        ([name, values]) =>
          `${name}: ${values.length} runs, used ${percent(mean(values))} on average, ${percent(Math.max(...values))} at most`,
      ),
    ],
  };
}
