import { selectModel } from '../src/optimization/algorithms/select-model.js';
import { mean } from '../src/optimization/statistics/interval.js';
import { binomialTail } from '../src/optimization/statistics/binomial-tail.js';
import { modelCase, simulatedRace } from '../test/support/simulated-models.js';

/** What scoring every model on every example tells: the cheapest shown over the bar, by an exact test at the same error. */
async function byAllOfThem(given: ReturnType<typeof modelCase>, seed: number, examples: number) {
  const race = simulatedRace(given, { seed, examples });
  for (const model of given.models.toSorted((a, b) => a.cost - b.cost)) {
    let right = 0;
    for (const example of race.examples) {
      const answer = await race.call(model, example, 0);
      if (answer.kind === 'scored') right += answer.score;
    }
    if (binomialTail(right, examples, given.minQuality) <= 0.05 / given.models.length) return model.ref;
  }
  return undefined;
}

/** Simulated: how often the cheapest model over the bar is found, and at what share of the calls of scoring all of them. */
export async function modelSelection(
  cases: number,
  gap: number,
  examples: number,
  parts: number,
): Promise<{ found: number; share: number; wrong: number; all: number }> {
  const shares: number[] = [];
  let [found, wrong, all] = [0, 0, 0];
  for (let seed = 1; seed <= cases; seed += 1) {
    const given = modelCase(seed, gap);
    const race = simulatedRace(given, { seed, examples, parts });
    const { chosen } = await selectModel(race, given.minQuality);
    if (chosen?.ref === given.truth?.ref) found += 1;
    if (chosen !== undefined && given.models.find(({ ref }) => ref === chosen.ref)!.quality < given.minQuality)
      wrong += 1;
    const calls = [...race.calls.values()].reduce((sum, count) => sum + count, 0);
    shares.push(calls / (given.models.length * examples));
    if (parts === 1 && (await byAllOfThem(given, seed, examples)) === given.truth?.ref) all += 1;
  }
  return { found: found / cases, share: mean(shares), wrong: wrong / cases, all: all / cases };
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(7);

if (process.argv[1]?.endsWith('model-selection.js')) {
  const cases = Number(process.argv[2] ?? 200);
  const lines = [
    'Simulated: 3 to 8 models, the nearest to the bar so many points from it (to 2 more); the cheapest over the bar is to be found.',
    'gap  examples  scores   found  calls, of scoring all  under the bar chosen  found by scoring all',
  ];
  for (const parts of [1, 4]) {
    for (const examples of [200, 400]) {
      for (const gap of [0.02, 0.05, 0.08, 0.1, 0.15]) {
        const { found, share, wrong, all } = await modelSelection(cases, gap, examples, parts);
        lines.push(
          `${gap.toFixed(2)}  ${String(examples).padStart(8)}  ${parts === 1 ? '0 or 1' : 'graded'} ${percent(found)} ${percent(share)}                ${percent(wrong)}               ${parts === 1 ? percent(all) : '      –'}`,
        );
      }
    }
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
