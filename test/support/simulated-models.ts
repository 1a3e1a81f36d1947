import type { Answer } from '../../src/optimization/algorithms/search.js';
import type { ModelRace, RacingModel } from '../../src/optimization/algorithms/model-race.js';
import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';

export interface SimulatedModel extends RacingModel {
  /** True mean score. */
  readonly quality: number;
  /** True mean dollars of a call. */
  readonly cost: number;
  readonly latency: number;
}

export interface ModelCase {
  readonly models: readonly SimulatedModel[];
  readonly minQuality: number;
  /** The cheapest that is truly over the bar; undefined where none is. */
  readonly truth: SimulatedModel | undefined;
}

const normal = (random: SeededRandom) =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** So that a standard normal value is below it with this chance. */
function threshold(chance: number): number {
  const tail = Math.min(chance, 1 - chance);
  const t = Math.sqrt(-2 * Math.log(tail));
  const value =
    t - (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3);
  return chance < 0.5 ? -value : value;
}

/** Neighbours in price differ at least so much: what costs the same is no question of which is cheaper. */
const LEAST_RATIO = 1.25;

/**
 * Three to eight models whose quality mostly, not always, grows with their price, and a bar. The one nearest to the bar is
 * `gap` to `gap + 0.02` from it, on either side; all others are further.
 */
export function modelCase(seed: number, gap: number): ModelCase {
  const random = seededRandom('models', seed, gap);
  for (;;) {
    const count = 3 + random.below(6);
    const minQuality = 0.6 + 0.3 * random.next();
    let cost = 0.0001 * (1 + random.next());
    const weakest = 0.35 + 0.4 * random.next();
    const models = Array.from({ length: count }, (_, index): SimulatedModel => {
      cost *= LEAST_RATIO + 2 * random.next() ** 2;
      const rise = (index / (count - 1)) * (0.97 - weakest);
      const quality = Math.min(0.99, Math.max(0.05, weakest + rise + 0.08 * normal(random)));
      return { ref: `m${index}`, priced: true, quality, cost, latency: 300 + 1_000 * random.next() };
    });
    const nearest = Math.min(...models.map(({ quality }) => Math.abs(quality - minQuality)));
    if (nearest < gap || nearest > gap + 0.02) continue;
    const shown = random.shuffled(models);
    return { models: shown, minQuality, truth: models.find(({ quality }) => quality >= minQuality) };
  }
}

/** A race over simulated answers: examples are hard or easy for all models alike, in part. */
export function simulatedRace(
  { models }: ModelCase,
  options: {
    readonly seed: number;
    readonly examples: number;
    /** Parts of an answer that are right or wrong; 1 for scores of 0 and 1. */
    readonly parts?: number;
  },
): ModelRace & { readonly calls: Map<string, number> } {
  const { seed, examples: count, parts = 1 } = options;
  const calls = new Map<string, number>();
  const of = (ref: string) => models.find((model) => model.ref === ref)!;
  return {
    calls,
    models,
    examples: Array.from({ length: count }, (_, index) => ({ id: `e${index}`, inputs: {} })),
    concurrency: 8,
    async call({ ref }, { id }): Promise<Answer> {
      calls.set(ref, (calls.get(ref) ?? 0) + 1);
      const { quality, cost } = of(ref);
      const shared = seededRandom(seed, id);
      const [difficulty, length] = [normal(shared), Math.exp(0.4 * normal(shared) - 0.08)];
      const own = seededRandom(seed, id, ref);
      const below = threshold(quality);
      let right = 0;
      for (let part = 0; part < parts; part += 1) {
        if (Math.SQRT1_2 * (difficulty + normal(own)) < below) right += 1;
      }
      const usd = cost * length * Math.exp(0.2 * normal(own) - 0.02);
      return { kind: 'scored', score: right / parts, feedback: '', output: '', cost: { usd, tokens: 1, calls: 1 } };
    },
    latencyMs: ({ ref }) => of(ref).latency,
    report() {},
    phase() {},
  };
}
