import type { Candidate, Search, SearchExample } from '../../src/optimization/algorithms/search.js';
import { auto } from '../../src/optimization/algorithms/auto.js';
import { makeCandidate } from '../../src/optimization/algorithms/make-candidate.js';
import { runSearch } from '../../src/optimization/algorithms/run-search.js';
import { seededRandom, type SeededRandom } from '../../src/optimization/seeded-random.js';
import { mean, variance } from '../../src/optimization/statistics/interval.js';
import { planRepeats } from '../../src/optimization/statistics/plan-repeats.js';
import { templateVariables } from '../../src/prompts/render-prompt.js';
import { differencesOf, scoreOf } from '../../src/use-cases/optimization/score-of.js';
import { verdictOf } from '../../src/use-cases/optimization/verdict-of.js';

export const scoreKinds = ['right or wrong', 'five fields', 'graded'] as const;

export interface SimulatedTask {
  readonly seed: number;
  readonly scores: (typeof scoreKinds)[number];
  /** True mean score of the prompt given. */
  readonly base: number;
  /** The most that a prompt tried is truly better by, as a share of what there is to gain; 0 where all prompts are equal. */
  readonly effect: number;
  readonly train?: number;
  readonly validation: number;
  readonly test: number;
  readonly taskCalls: number;
  /** Whether the model answers otherwise when it is asked again: then the final test repeats, out of so many calls left. */
  readonly callsLeft?: number;
}

/** Share of examples on which two prompts meet the same luck. */
const AGREEMENT = 0.5;
/** How alike the examples are in difficulty: the parameters of its beta distribution sum up to this. */
const LIKENESS = 2;

function gamma(shape: number, random: SeededRandom): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

export function betaDraw(a: number, b: number, random: SeededRandom): number {
  const [x, y] = [gamma(a, random), gamma(b, random)];
  return x + y === 0 ? Number(random.next() < a / (a + b)) : x / (x + y);
}

const draws: Record<SimulatedTask['scores'], (chance: number, random: SeededRandom) => number> = {
  'right or wrong': (chance, random) => Number(random.next() < chance),
  'five fields': (chance, random) => [0, 0, 0, 0, 0].filter(() => random.next() < chance).length / 5,
  graded: (chance, random) =>
    chance <= 0 || chance >= 1 ? Math.round(chance) : betaDraw(3 * chance, 3 * (1 - chance), random),
};

/** Prompts whose true means are known, on a model that answers by chance: what a score is, an example and luck decide. */
function scoring(task: SimulatedTask, baseline: Candidate) {
  const known = new Map<string, number>();
  const once = (name: string, of: () => number) => {
    const value = known.get(name) ?? of();
    known.set(name, value);
    return value;
  };
  const chanceOf = (example: string) =>
    once(`chance ${example}`, () =>
      betaDraw(LIKENESS * task.base, LIKENESS * (1 - task.base), seededRandom(task.seed, 'difficulty', example)),
    );
  const effectOf = (candidate: Candidate) =>
    candidate.id === baseline.id || task.effect === 0
      ? 0
      : once(
          `effect ${candidate.id}`,
          () => task.effect * (1.3 * seededRandom(task.seed, 'effect', candidate.id).next() - 0.3),
        );
  return {
    score: (candidate: Candidate, example: string, sample = 0): number => {
      const shared = seededRandom(task.seed, 'luck', example, sample);
      const random =
        shared.next() < AGREEMENT ? shared : seededRandom(task.seed, 'luck', example, sample, candidate.id);
      const chance = chanceOf(example);
      const effect = effectOf(candidate);
      return draws[task.scores](effect < 0 ? chance * (1 + effect) : chance + effect * (1 - chance), random);
    },
    truth: (candidate: Candidate): number => {
      const effect = effectOf(candidate);
      return effect < 0 ? task.base * (1 + effect) : task.base + effect * (1 - task.base);
    },
  };
}

const examples = (split: string, count: number): readonly SearchExample[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${split}-${index}`,
    inputs: { text: `${split} ${index}` },
    expected: `label ${index % 4}`,
  }));

/** A whole optimization in memory, from the search to its verdict, over scores whose true means are known. */
export async function simulatedOptimization(task: SimulatedTask) {
  const baseline = makeCandidate({ system: 'Answer.', user: '{{text}}', demonstrations: [] }, [], 'baseline');
  const { score, truth } = scoring(task, baseline);
  const cost = { usd: 0, tokens: 100, calls: 1 };
  const created = new Map<string, Map<string, number>>();
  const search: Search = {
    baseline,
    train: examples('train', task.train ?? 40),
    validation: examples('validation', task.validation),
    limits: { calls: Infinity, taskCalls: task.taskCalls, usd: Infinity, tokens: Infinity },
    estimates: { task: cost, proposal: cost },
    seed: task.seed,
    concurrency: 8,
    demonstrationCharacters: 24_000,
    call: async (candidate, example) => {
      const value = score(candidate, example.id);
      return { kind: 'scored', score: value, feedback: `Scored ${value}.`, output: 'An answer.', cost };
    },
    propose: async (_, sample) => ({
      text: `<new_instruction>\nAnswer, variation ${sample}.\n</new_instruction>`,
      cost,
    }),
    variables: (text) => templateVariables({ user: text }),
    report: (candidate, validation) => {
      const sheet = validation.flatMap(({ example, answer }) =>
        answer.kind === 'scored' ? [[example, answer.score] as const] : [],
      );
      created.set(candidate.id, new Map(sheet));
    },
    leads() {},
    phase() {},
  };
  const { best } = await runSearch(search, auto());
  const random = seededRandom(task.seed, 'scores');
  const tested = examples('test', task.test);
  const repeats = task.callsLeft === undefined || best === baseline ? 1 : repeatsOf(task.callsLeft);
  const sheetOf = (candidate: Candidate) =>
    new Map(
      tested.map(({ id }) => [id, mean(Array.from({ length: repeats }, (_, sample) => score(candidate, id, sample)))]),
    );
  const sheets =
    tested.length > 0
      ? ({ split: 'test', baseline: sheetOf(baseline), best: sheetOf(best) } as const)
      : ({ split: 'validation', baseline: created.get(baseline.id)!, best: created.get(best.id)! } as const);
  const baselineScore = scoreOf(sheets.split, sheets.baseline, undefined, random)!;
  const comparisons = sheets.split === 'test' ? undefined : created.size - 1;
  const bestScore =
    best === baseline ? undefined : scoreOf(sheets.split, sheets.best, sheets.baseline, random, comparisons);
  const verdict = verdictOf({
    ...(bestScore === undefined ? {} : { best: bestScore }),
    baseline: baselineScore,
    tried: `${created.size - 1} candidates tried`,
    ending: '',
  });
  return {
    verdict,
    baseline: { score: baselineScore, truth: truth(baseline) },
    best: bestScore === undefined ? undefined : { score: bestScore, truth: truth(best) },
    tried: created.size - 1,
    repeats,
  };

  /** As the final test plans it: by the noise of a few answers asked again, and by what validation scores differ by. */
  function repeatsOf(callsLeft: number): number {
    const pilot = tested.slice(0, 12).map(({ id }) => (score(baseline, id, 1) - score(baseline, id)) ** 2 / 2);
    const differences = differencesOf(created.get(best.id)!, created.get(baseline.id)!);
    return planRepeats({
      differencesVariance: variance(differences),
      noiseVariance: mean(pilot),
      callsLeft,
      examples: tested.length,
    });
  }
}
