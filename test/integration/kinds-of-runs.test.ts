import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import type { Message } from '../../src/sdk/index.js';
import type {
  EvaluationRunInput,
  ModelRunInput,
  OptimizationRunInput,
  PortRunInput,
} from '../../src/use-cases/optimization/optimization-run-input.js';
import { labelModel } from '../support/label-task.js';
import { candidatesOf, id, inputOf, never, tenant, world } from '../support/optimization-world.js';

/** `fake/apt` learns from its prompt, `fake/poor` hardly, `fake/sage` is right but for a few. */
const model = (messages: readonly Message[], sample: number, ref: string): string => {
  const last = messages.at(-1)!.content;
  const answer = labelModel(messages, sample);
  if (answer.startsWith('<')) return answer;
  const chance = seededRandom('skill', ref, last).next();
  if (ref === 'fake/poor') return chance < 0.6 ? 'wrong' : answer;
  if (ref === 'fake/sage' && chance < 0.9) return labelModel([{ role: 'system', content: all }, messages.at(-1)!], 0);
  return answer;
};
const prices: Readonly<Record<string, number>> = { 'fake/poor': 0.001, 'fake/apt': 0.002, 'fake/sage': 0.02 };
const usdPerCall = (ref: string) => prices[ref] ?? 0.002;

const { strategy: _, model: __, proposer: ___, ...common } = inputOf({ count: 240, tests: 40 });
const all = [
  ...new Set(
    [...common.examples.train, ...common.examples.validation].flatMap(({ inputs, expected }) =>
      (inputs['text'] as string).split(' ').map((word) => `${word} means ${expected as string}`),
    ),
  ),
].join('. ');
/** To spare: requests that a killed worker leaves behind count. */
const budget = { maxCalls: 4000, maxConcurrency: 8 };
const kinds: Readonly<Record<string, OptimizationRunInput>> = {
  evaluation: {
    ...common,
    kind: 'evaluation',
    model: 'fake/apt',
    budget,
    examples: { train: [], validation: [], test: common.examples.train },
  } satisfies EvaluationRunInput,
  'model with a bar': {
    ...common,
    kind: 'model',
    models: ['fake/sage', 'fake/apt', 'fake/poor'],
    minQuality: 0.6,
    budget,
  } satisfies ModelRunInput,
  'model with portEach': {
    ...common,
    kind: 'model',
    models: ['fake/sage', 'fake/apt', 'fake/poor'],
    minQuality: 0.6,
    portEach: { proposer: 'fake/sage' },
    budget,
  } satisfies ModelRunInput,
  port: {
    ...common,
    kind: 'port',
    from: 'fake/sage',
    to: 'fake/apt',
    proposer: 'fake/apt',
    heirs: [{ ...common.prompt, system: 'Sort it.' }],
    budget,
  } satisfies PortRunInput,
};

const withoutTimes = ({ result }: { readonly result?: unknown }) => result;

describe.each(Object.keys(kinds))('a run of the kind %s', (kind) => {
  const input = kinds[kind]!;

  test('ends the same however often it is interrupted, and whatever the order in which answers arrive', async () => {
    const whole = await world(input, { model, usdPerCall });
    await whole.worker().run({ id, tenant }, never);
    expect(whole.record()).toMatchObject({ status: 'succeeded' });
    for (let seed = 1; seed <= 2; seed += 1) {
      const random = seededRandom('kills', kind, seed);
      const cut = await world(input, { model, usdPerCall, latencyMs: () => 0.5 + random.next() * 3 });
      const worker = cut.worker();
      for (let time = 0; time < 4; time += 1) {
        const kill = new AbortController();
        const at = cut.provider.sent + 5 + random.below(40);
        const timer = setInterval(() => cut.provider.sent >= at && kill.abort(), 1);
        await worker.run({ id, tenant }, kill.signal);
        clearInterval(timer);
        if (cut.record().status !== 'running') break;
      }
      await worker.run({ id, tenant }, never);
      expect(withoutTimes(cut.record())).toEqual(withoutTimes(whole.record()));
      expect(await candidatesOf(cut.store)).toEqual(await candidatesOf(whole.store));
      expect(cut.ledger.open).toHaveLength(0);
      expect(cut.destroyed).toEqual([id]);
    }
  });

  test('keeps to its budget through faults, and says what came of it', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const random = seededRandom('faults', kind, seed);
      const maxCalls = 120 + random.below(200);
      const limited = { ...input, budget: { maxCalls, maxUsd: 2, maxConcurrency: 1 + random.below(16) } };
      const run = await world(limited, {
        model,
        usdPerCall,
        fault: () => (random.next() < 0.08 ? (random.next() < 0.3 ? 'PROVIDER_TIMEOUT' : 'RATE_LIMITED') : undefined),
        latencyMs: () => random.next(),
      });
      await run.worker().run({ id, tenant }, never);
      expect(run.record().status).toBe('succeeded');
      expect(run.record().result!.summary).not.toBe('');
      expect(run.provider.sent).toBeLessThanOrEqual(maxCalls);
      const spent = (await run.ledger.spend(tenant, id)).reduce((sum, row) => sum + row.usd, 0);
      expect(spent).toBeLessThanOrEqual(2);
    }
  });

  test('stops when it is cancelled', async () => {
    const run = await world(input, { model, usdPerCall, latencyMs: () => 4 });
    const running = run.worker().run({ id, tenant }, never);
    while (run.provider.sent < 20) await new Promise((resolve) => setTimeout(resolve, 2));
    await run.store.requestCancel(tenant, id);
    await running;
    expect(run.record()).toMatchObject({ status: 'cancelled', best: expect.any(String) });
    expect(run.record().result).toBeUndefined();
    expect(run.ledger.open).toHaveLength(0);
    expect(run.destroyed).toEqual([id]);
  });
});
