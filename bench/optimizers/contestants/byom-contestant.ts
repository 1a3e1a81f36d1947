import type { Answer, Search } from '../../../src/optimization/algorithms/search.js';
import { makeCandidate } from '../../../src/optimization/algorithms/make-candidate.js';
import { runSearch, type Strategy } from '../../../src/optimization/algorithms/run-search.js';
import type { Switches } from '../../../src/optimization/algorithms/switches.js';
import { PriorityLimiter } from '../../../src/optimization/priority-limiter.js';
import { renderPrompt, templateVariables } from '../../../src/prompts/render-prompt.js';
import type { Message } from '../../../src/sdk/index.js';
import type { Contestant, Match } from './contestant.js';

/** Concurrency as customers have it: stages overlap, and see less of one another than they would one by one. */
const CONCURRENCY = 8;
const estimate = { usd: 0.0002, tokens: 400, calls: 1 };

/** One of our strategies, over the search's own interface and without a server, with some of its parts turned off. */
export const byomContestant = (
  name: string,
  strategy: () => Strategy,
  switches: Partial<Switches> = {},
): Contestant => ({
  name,
  async run(match) {
    const { best } = await runSearch(searchOver(match), strategy(), { switches });
    return {
      summary: `${best.origin}; ${best.prompt.demonstrations.length} demonstrations, ${best.prompt.system?.length ?? 0} characters`,
      answer: async (message, draw) => match.model.answer(renderPrompt(best.prompt, { message }), draw),
    };
  },
});

function searchOver({ task, model, metric, budget, seed }: Match): Search {
  const limiter = new PriorityLimiter(CONCURRENCY);
  const answers = new Map<string, Promise<Answer>>();
  const proposals = new Map<string, ReturnType<Search['propose']>>();
  // A turn of the event loop stands for the wait: what was asked first is answered first.
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    baseline: makeCandidate(task.prompt, [], 'baseline'),
    train: task.train,
    validation: task.validation,
    limits: { calls: Infinity, taskCalls: budget, usd: Infinity, tokens: Infinity },
    estimates: { task: estimate, proposal: { usd: 0.01, tokens: 2_000 } },
    seed,
    concurrency: CONCURRENCY,
    demonstrationCharacters: 24_000,
    call(candidate, example, priority, sample = 0) {
      const key = `${candidate.id}/${example.id}/${sample}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const bought = limiter.run(priority, async (): Promise<Answer> => {
        await turn();
        const { text, bill } = model.call('task', renderPrompt(candidate.prompt, example.inputs));
        return {
          kind: 'scored',
          output: text,
          cost: bill,
          ...(await metric.score({ example, output: text, cost: bill })),
        };
      });
      answers.set(key, bought);
      return bought;
    },
    propose(messages: readonly Message[], sample, priority) {
      const key = JSON.stringify([sample, messages]);
      const known = proposals.get(key);
      if (known !== undefined) return known;
      const bought = limiter.run(priority, async () => {
        await turn();
        const { text, bill } = model.call('proposal', messages);
        return { text, cost: bill };
      });
      proposals.set(key, bought);
      return bought;
    },
    variables: (text) => templateVariables({ user: text }),
    report() {},
    leads() {},
    phase() {},
  };
}
