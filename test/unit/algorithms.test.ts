import { describe, expect, test } from '@jest/globals';
import { sandboxAnswer } from '../../plugins/sandbox/sandbox-model.js';
import { splitExamples } from '../../src/datasets/split-examples.js';
import { auto } from '../../src/optimization/algorithms/auto.js';
import { chooseBest } from '../../src/optimization/algorithms/choose-best.js';
import { explainChoice } from '../../src/optimization/algorithms/explain-choice.js';
import { fewShot } from '../../src/optimization/algorithms/few-shot.js';
import { joint } from '../../src/optimization/algorithms/joint.js';
import { makeCandidate } from '../../src/optimization/algorithms/make-candidate.js';
import { reflective } from '../../src/optimization/algorithms/reflective.js';
import { runSearch } from '../../src/optimization/algorithms/run-search.js';
import type { Search } from '../../src/optimization/algorithms/search.js';
import { SearchState } from '../../src/optimization/algorithms/search-state.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { banking77, banking77Missing } from '../support/banking77.js';
import { labelExamples, labelModel } from '../support/label-task.js';
import { Interrupted, simulatedSearch, trueScore, type Model } from '../support/simulated-search.js';

const metric = { kind: 'exact-match' } as const;
const strategies = { reflective, 'few-shot': fewShot, joint, auto };
const names = ['reflective', 'few-shot', 'joint', 'auto'] as const;

const labels = {
  model: labelModel satisfies Model,
  prompt: { system: 'Sort the message into a queue.', user: '{{text}}', demonstrations: [] },
  split: splitExamples(labelExamples(150), {}, seededRandom('split')),
};

const sandbox: Model = (messages, sample) => sandboxAnswer({ messages, seed: sample });

async function gain(task: typeof labels, name: (typeof names)[number], taskCalls: number) {
  const search = simulatedSearch({ ...task, ...task.split, metric, taskCalls });
  const { best } = await runSearch(search, strategies[name]());
  expect(search.counts.task).toBeLessThanOrEqual(taskCalls);
  const score = (prompt: typeof best.prompt) => trueScore(task.model, prompt, task.split.test, metric);
  return score(best.prompt) - score(task.prompt);
}

describe.each(names)('%s', (name) => {
  test('raises the held-out score of a model with a known optimum', async () => {
    expect(await gain(labels, name, 600)).toBeGreaterThan(0.3);
  });

  test('raises the held-out score of the sandbox on data made here', async () => {
    expect(await gain({ ...labels, model: sandbox }, name, 200)).toBeGreaterThan(0.2);
  });

  (banking77Missing === undefined ? test : test.skip)(
    `raises the held-out score of the sandbox on Banking77${banking77Missing === undefined ? '' : ` (${banking77Missing})`}`,
    async () => {
      const { examples, labels: intents } = banking77(20, 10);
      const prompt = {
        system: `Give the intent of this message of a bank's customer, one of: ${intents.join(', ')}.`,
        user: '{{text}}',
        demonstrations: [],
      };
      const split = splitExamples(examples, {}, seededRandom('split'));
      expect(await gain({ model: sandbox, prompt, split }, name, 300)).toBeGreaterThan(0.2);
    },
  );

  test('gives the same candidates and scores after interruptions, with the answers kept', async () => {
    const options = { ...labels, ...labels.split, metric, taskCalls: 400, concurrency: 16, seed: 5 };
    const whole = simulatedSearch(options);
    const best = (await runSearch(whole, strategies[name]())).best;
    const random = seededRandom('interruptions', name);
    const paid = new Map<string, string>();
    for (let time = 0; time < 6; time += 1) {
      const latencyMs = () => random.next() * 3;
      const cut = simulatedSearch({ ...options, paid, interruptAfter: 20 + random.below(60), latencyMs });
      await expect(runSearch(cut, strategies[name]())).rejects.toThrow(Interrupted);
    }
    const resumed = simulatedSearch({ ...options, paid });
    expect((await runSearch(resumed, strategies[name]())).best.id).toBe(best.id);
    expect([...resumed.candidates]).toEqual([...whole.candidates]);
    expect(resumed.paid.size).toBe(whole.paid.size);
  });
});

describe('a search', () => {
  test('buys nothing twice and spends its budget down to a handful', async () => {
    for (const calls of [20, 40, 64, 120, 250]) {
      const search = simulatedSearch({ ...labels, ...labels.split, metric, calls });
      await runSearch(search, auto());
      const spent = search.counts.task + search.counts.proposal;
      expect(spent).toBeLessThanOrEqual(calls);
      // The least budget is too small to use all of it.
      expect(spent).toBeGreaterThanOrEqual(calls - (calls === 20 ? 6 : 4));
      expect(search.paid.size).toBe(spent);
    }
  });

  test('keeps to the baseline where nothing is better', async () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const search = simulatedSearch({
        ...labels,
        ...labels.split,
        metric,
        taskCalls: 200,
        seed,
        model: () => 'billing',
      });
      const { best } = await runSearch(search, auto());
      expect(best.id).toBe(search.baseline.id);
    }
  });

  test('stops at a prompt that gets every validation example right, and says so', async () => {
    const right = new Map(labelExamples(150).map(({ inputs, expected }) => [inputs['text'], expected as string]));
    const model: Model = (messages) =>
      right.get(messages.at(-1)!.content) ?? '<new_instruction>Sort.</new_instruction>';
    const search = simulatedSearch({ ...labels, ...labels.split, metric, taskCalls: 1_000, model });
    const { converged } = await runSearch(search, auto());
    expect(converged).toMatch(/every validation example/);
    expect(search.counts.task).toBeLessThan(100);
  });

  test('stops when it has run dry, and says so', async () => {
    const search = simulatedSearch({ ...labels, ...labels.split, metric, taskCalls: 20_000 });
    const { converged } = await runSearch(search, reflective());
    expect(converged).toBeDefined();
    expect(search.counts.task).toBeLessThan(3_000);
  });

  test('has a best so far when it is stopped', async () => {
    let state: SearchState | undefined;
    const search = simulatedSearch({ ...labels, ...labels.split, metric, taskCalls: 400, interruptAfter: 260 });
    await expect(runSearch(search, auto(), { onState: (begun) => (state = begun) })).rejects.toThrow(Interrupted);
    const best = chooseBest(state!);
    const score = (prompt: typeof best.prompt) => trueScore(labels.model, prompt, labels.split.test, metric);
    expect(score(best.prompt)).toBeGreaterThan(score(labels.prompt) + 0.15);
  });

  test('says how the best came to be, from the baseline on', async () => {
    const search = simulatedSearch({ ...labels, ...labels.split, metric, taskCalls: 300 });
    const { best, explanation } = await runSearch(search, auto());
    expect(explanation).toMatch(/^Instructions were looked for first, demonstrations /);
    expect(explanation).toContain(best.origin);
    expect(explanation).toMatch(/The best came by: reflection on \d+ failures.*; then /);
  });

  test('explains one that was found anew below itself', () => {
    const search = simulatedSearch({ ...labels, ...labels.split, metric });
    const state = new SearchState(search);
    const [one, other] = ['one', 'other'].map((system) => makeCandidate({ ...labels.prompt, system }, [], system));
    state.created.set(one!.id, { ...one!, parents: [other!.id] });
    state.created.set(other!.id, { ...other!, parents: [one!.id] });
    expect(explainChoice(state, state.created.get(one!.id)!, undefined)).toContain('other; then one');
  });

  test('spends dollars well where proposals are too dear, or nearly so', async () => {
    const model: Model = (messages, sample) => labelModel(messages, sample);
    for (const proposal of [0.5, 0.2]) {
      const simulated = simulatedSearch({ ...labels, ...labels.split, metric, model });
      const bought = new Map<string, number>();
      const spend = (key: string, usd: number) => bought.set(key, usd);
      const search: Search = {
        ...simulated,
        limits: { calls: Infinity, taskCalls: Infinity, usd: 0.4, tokens: Infinity },
        estimates: { task: { calls: 1, usd: 0.001, tokens: 100 }, proposal: { usd: 2 * proposal, tokens: 100 } },
        call: async (candidate, example, priority) => {
          const answer = await simulated.call(candidate, example, priority);
          spend(`${candidate.id}/${example.id}`, 0.001);
          return { ...answer, cost: { calls: 1, usd: 0.001, tokens: 100 } };
        },
        propose: async (messages, sample, priority) => {
          const { text } = await simulated.propose(messages, sample, priority);
          spend(`proposal ${sample}`, proposal);
          return { text, cost: { usd: proposal, tokens: 100 } };
        },
      };
      const { best } = await runSearch(search, auto());
      const spent = [...bought.values()].reduce((sum, usd) => sum + usd, 0);
      expect(spent).toBeLessThanOrEqual(0.4 + 1e-9);
      const score = (prompt: typeof best.prompt) => trueScore(model, prompt, labels.split.test, metric);
      expect(score(best.prompt) - score(labels.prompt)).toBeGreaterThan(0.2);
    }
  });

  test('does without training examples, and with a single validation example', async () => {
    const { validation } = labels.split;
    const none = simulatedSearch({ ...labels, train: [], validation, metric, taskCalls: 150 });
    await expect(runSearch(none, auto())).resolves.toBeDefined();
    const one = simulatedSearch({
      ...labels,
      train: labels.split.train,
      validation: validation.slice(0, 1),
      metric,
      taskCalls: 60,
    });
    await expect(runSearch(one, auto())).resolves.toBeDefined();
  });

  test('ends though the proposer never writes anything usable', async () => {
    const model: Model = (messages, sample) =>
      messages.at(-1)!.content.includes('<new_instruction>') ? '' : labelModel(messages, sample);
    const search = simulatedSearch({ ...labels, ...labels.split, metric, taskCalls: 5_000, model });
    await runSearch(search, reflective());
    expect(search.counts.proposal).toBeLessThan(100);
  });
});
