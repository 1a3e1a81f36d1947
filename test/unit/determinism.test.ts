import { describe, expect, test } from '@jest/globals';
import { splitExamples } from '../../src/datasets/split-examples.js';
import { auto } from '../../src/optimization/algorithms/auto.js';
import { fewShot } from '../../src/optimization/algorithms/few-shot.js';
import { joint } from '../../src/optimization/algorithms/joint.js';
import { reflective } from '../../src/optimization/algorithms/reflective.js';
import { runSearch } from '../../src/optimization/algorithms/run-search.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { labelExamples, labelModel } from '../support/label-task.js';
import { candidatesOf, id, inputOf, tenant, world } from '../support/optimization-world.js';
import { Interrupted, simulatedSearch, type SimulatedSearch } from '../support/simulated-search.js';
import { inVirtualTime } from '../support/virtual-time.js';

const strategies = { auto, reflective, 'few-shot': fewShot, joint };
const names = ['auto', 'reflective', 'few-shot', 'joint'] as const;

describe.each(names)('%s comes to the same candidates and scores', (name) => {
  test.each([1, 2, 3])('whatever order answers come in, and wherever it is cut off: case %d', async (seed) => {
    const random = seededRandom('determinism', name, seed);
    const split = splitExamples(labelExamples(50 + random.below(200), seed), {}, seededRandom(seed, 'split'));
    const most = 80 + Math.round(random.next() ** 2 * 1_500);
    const options = {
      prompt: { system: 'Sort the message into a queue.', user: '{{text}}', demonstrations: [] },
      ...split,
      metric: { kind: 'exact-match' } as const,
      model: labelModel,
      seed,
      ...(random.next() < 0.5 ? { calls: most } : { taskCalls: most }),
      concurrency: 1 + random.below(32),
      judgeCalls: random.below(2),
      refuses:
        random.next() < 0.5
          ? () => false
          : ({ inputs }: { inputs: object }) => /case \d*7/.test(JSON.stringify(inputs)),
    };
    const run = async (changes: Partial<Parameters<typeof simulatedSearch>[0]>): Promise<SimulatedSearch> => {
      const search = simulatedSearch({ ...options, ...changes });
      await inVirtualTime(() => runSearch(search, strategies[name]()));
      return search;
    };
    const whole = await run({});
    const disordered = await run({ latencyMs: () => 1 + random.next() ** 3 * 2_000 });
    const paid = new Map<string, string>();
    for (let time = 0; time < 8; time += 1) {
      const latencyMs = () => 1 + random.next() ** 3 * 2_000;
      await run({ paid, interruptAfter: random.below(150), latencyMs }).catch((error: unknown) => {
        if (!(error instanceof Interrupted)) throw error;
      });
    }
    const resumed = await run({ paid });
    for (const other of [disordered, resumed]) {
      expect([...other.candidates]).toEqual([...whole.candidates]);
      expect([...other.paid.keys()].toSorted()).toEqual([...whole.paid.keys()].toSorted());
    }
  });
});

// Repeats come out of what a budget of this size keeps for them.
test.each([1, 2, 3])('a run comes to the same candidates through faults, retries and kills: case %d', async (seed) => {
  const random = seededRandom('faults and kills', seed);
  const strategy = names[seed]!;
  const input = inputOf({ budget: { maxCalls: 1_500, maxConcurrency: 4 + random.below(12) }, count: 150, strategy });
  const never = new AbortController().signal;
  const whole = await world(input);
  await inVirtualTime(() => whole.worker().run({ id, tenant }, never));
  const cut = await world(input, {
    latencyMs: () => 1 + random.next() ** 3 * 2_000,
    fault: () => (random.next() < 0.02 ? (random.next() < 0.3 ? 'PROVIDER_TIMEOUT' : 'RATE_LIMITED') : undefined),
  });
  await inVirtualTime(async () => {
    for (let time = 0; time < 3; time += 1) {
      const kill = new AbortController();
      const at = cut.provider.sent + 10 + random.below(150);
      const timer = setInterval(() => cut.provider.sent >= at && kill.abort(), 1);
      await cut.worker().run({ id, tenant }, kill.signal);
      clearInterval(timer);
    }
    await cut.worker().run({ id, tenant }, never);
  });
  expect(cut.provider.sent).toBeGreaterThan(whole.provider.sent);
  expect(cut.record().result!.bestCandidate).toBe(whole.record().result!.bestCandidate);
  expect(await candidatesOf(cut.store)).toEqual(await candidatesOf(whole.store));
});
