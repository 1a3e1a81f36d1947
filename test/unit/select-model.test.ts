import { describe, expect, test } from '@jest/globals';
import { mapFrontier } from '../../src/optimization/algorithms/map-frontier.js';
import type { ModelRace } from '../../src/optimization/algorithms/model-race.js';
import { selectModel } from '../../src/optimization/algorithms/select-model.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { BettingTest } from '../../src/optimization/statistics/betting-test.js';
import { binomialTail } from '../../src/optimization/statistics/binomial-tail.js';
import { modelCase, simulatedRace, type ModelCase, type SimulatedModel } from '../support/simulated-models.js';

const model = (ref: string, quality: number, cost: number, latency = 500): SimulatedModel => ({
  ref,
  quality,
  cost,
  latency,
  priced: true,
});
const caseOf = (minQuality: number, ...models: SimulatedModel[]): ModelCase => ({
  models,
  minQuality,
  truth: undefined,
});
const spent = (race: { readonly calls: ReadonlyMap<string, number> }) =>
  [...race.calls.values()].reduce((sum, count) => sum + count, 0);

describe('the choice of the cheapest model over a bar', () => {
  test('finds it in at least 95% of 200 cases, with at most half the calls of scoring all', async () => {
    let found = 0;
    let shares = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const given = modelCase(seed, 0.1);
      const race = simulatedRace(given, { seed, examples: 400 });
      const { chosen } = await selectModel(race, given.minQuality);
      if (chosen?.ref === given.truth?.ref) found += 1;
      shares += spent(race) / (given.models.length * 400) / 200;
    }
    expect(found / 200).toBeGreaterThanOrEqual(0.95);
    expect(shares).toBeLessThanOrEqual(0.5);
  });

  test('takes models just under the bar for over it in at most 5% of cases, however often it looks', async () => {
    let wrong = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const given = caseOf(0.8, ...[1, 2, 3, 4].map((cost) => model(`m${cost}`, 0.7995, cost)));
      const race = simulatedRace(given, { seed, examples: 120 });
      if ((await selectModel(race, 0.8)).chosen !== undefined) wrong += 1;
    }
    expect(wrong / 150).toBeLessThanOrEqual(0.05);
    expect(wrong).toBeGreaterThan(0);
  });

  test('goes by what calls cost, not by the order given, and hears nothing dearer than what it found', async () => {
    const given = caseOf(0.7, model('dear', 0.99, 9), model('cheap', 0.9, 1), model('weak', 0.4, 0.5));
    const race = simulatedRace(given, { seed: 1, examples: 300 });
    const { chosen, standings } = await selectModel(race, 0.7);
    expect(chosen?.ref).toBe('cheap');
    expect(standings.map(({ lane, verdict }) => [lane.model.ref, verdict])).toEqual([
      ['weak', 'under'],
      ['cheap', 'over'],
      ['dear', 'open'],
    ]);
    expect(race.calls.get('dear')).toBe(8);
    expect(spent(race)).toBeLessThan(200);
  });

  test('gives a tie in cost to the faster, after hearing both', async () => {
    const race: ModelRace = {
      ...simulatedRace(caseOf(0.5, model('slow', 0.95, 1, 900), model('fast', 0.95, 1, 200)), {
        seed: 2,
        examples: 100,
      }),
      models: ['slow', 'fast'].map((ref) => ({ ref, priced: false })),
    };
    expect((await selectModel(race, 0.5)).chosen?.ref).toBe('fast');
  });

  test('goes on without a model that is lost, or that refuses too much', async () => {
    const whole = simulatedRace(caseOf(0.7, model('gone', 0.99, 1), model('shy', 0.99, 2), model('good', 0.95, 3)), {
      seed: 3,
      examples: 200,
    });
    const race: ModelRace = {
      ...whole,
      async call(one, example, priority) {
        if (one.ref === 'gone') return { kind: 'lost', code: 'CREDENTIAL_INVALID' };
        if (one.ref === 'shy' && Number(example.id.slice(1)) % 2 === 0)
          return { kind: 'unscored', code: 'CONTENT_FILTERED', cost: { usd: 0, tokens: 0, calls: 1 } };
        return whole.call(one, example, priority);
      },
    };
    const { chosen, standings } = await selectModel(race, 0.7);
    expect(chosen?.ref).toBe('good');
    expect(
      standings
        .filter(({ verdict }) => verdict === 'lost')
        .map(({ lane }) => lane.model.ref)
        .toSorted(),
    ).toEqual(['gone', 'shy']);
  });

  test('tells what it knows when it is stopped', async () => {
    const whole = simulatedRace(caseOf(0.7, model('a', 0.9, 1), model('b', 0.95, 2)), { seed: 4, examples: 200 });
    let calls = 0;
    const race: ModelRace = {
      ...whole,
      call(one, example, priority) {
        calls += 1;
        if (calls > 20) throw new Error('stopped');
        return whole.call(one, example, priority);
      },
    };
    let state: (() => Awaited<ReturnType<typeof selectModel>>) | undefined;
    await expect(selectModel(race, 0.7, (begun) => (state = begun))).rejects.toThrow('stopped');
    expect(state!().chosen).toBeUndefined();
    expect(state!().standings.map(({ lane }) => lane.asked)).toEqual([8, 8]);
  });
});

describe('the frontier', () => {
  test('drops early what another beats in quality without being dearer or slower, and hears the rest', async () => {
    const given = caseOf(
      0,
      model('best', 0.95, 5, 900),
      model('cheap', 0.7, 1, 400),
      model('poor', 0.4, 6, 950),
      model('quick', 0.5, 7, 100),
    );
    const race = simulatedRace(given, { seed: 5, examples: 200 });
    const standings = await mapFrontier(race);
    expect(standings.map(({ lane, verdict }) => [lane.model.ref, verdict])).toEqual([
      ['best', 'heard'],
      ['cheap', 'heard'],
      ['poor', 'dropped'],
      ['quick', 'heard'],
    ]);
    expect(race.calls.get('poor')).toBeLessThan(80);
  });

  test('drops one of four equal models in at most 5% of cases', async () => {
    let dropped = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const equal = [1, 2, 3, 4].map((number) => model(`m${number}`, 0.8, number, number * 100));
      const standings = await mapFrontier(simulatedRace(caseOf(0, ...equal), { seed, examples: 80 }));
      if (standings.some(({ verdict }) => verdict === 'dropped')) dropped += 1;
    }
    expect(dropped / 60).toBeLessThanOrEqual(0.05);
  });
});

describe('a test by betting', () => {
  test.each([0.3, 0.8])('is wrong about a mean of %d in at most 5% of sequences, looked at after each score', (bar) => {
    const random = seededRandom('betting', bar);
    let [over, under] = [0, 0];
    for (let run = 0; run < 250; run += 1) {
      const bets = new BettingTest(bar);
      let [mostOver, mostUnder] = [0, 0];
      for (let time = 0; time < 120; time += 1) {
        bets.add(random.next() < bar ? 1 : 0);
        mostOver = Math.max(mostOver, bets.over);
        mostUnder = Math.max(mostUnder, bets.under);
      }
      if (mostOver >= 20) over += 1;
      if (mostUnder >= 20) under += 1;
    }
    expect(over / 250).toBeLessThanOrEqual(0.05);
    expect(under / 250).toBeLessThanOrEqual(0.05);
    expect(over + under).toBeGreaterThan(0);
  });

  test('has the binomial tail right', () => {
    expect(binomialTail(0, 10, 0.3)).toBe(1);
    expect(binomialTail(10, 10, 0.5)).toBeCloseTo(0.5 ** 10, 12);
    expect(binomialTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
    expect(binomialTail(520, 1000, 0.5)).toBeCloseTo(0.1087, 3);
  });
});
