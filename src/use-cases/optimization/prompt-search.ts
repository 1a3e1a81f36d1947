import type { Search, SearchLimits } from '../../optimization/algorithms/search.js';
import { templateVariables } from '../../prompts/render-prompt.js';
import type { CandidateRecords } from './candidate-records.js';
import type { Contender } from './contender.js';
import type { CallTarget } from '../call-target.js';
import type { OptimizationRun } from './optimization-run.js';

/** Of a model's window, what demonstrations may fill; characters, at three to a token. */
const DEMONSTRATION_SHARE = 0.3;
const MOST_DEMONSTRATION_CHARACTERS = 24_000;
/** Tokens; bounds what the ledger has to reserve for a proposal, hidden reasoning included. */
const PROPOSAL_OUTPUT = 8_192;

export interface PromptSearchOptions {
  readonly baseline: Contender;
  /** The same model with another prompt. */
  readonly contender: (candidate: Contender['candidate']) => Contender;
  readonly proposer: CallTarget;
  readonly records: CandidateRecords;
  readonly limits: SearchLimits;
}

/** The search for a better prompt on one model, as its algorithm sees it. */
export function promptSearch(
  { input, calls, told }: OptimizationRun,
  { baseline, contender, proposer, records, limits }: PromptSearchOptions,
): Search {
  const { scored } = baseline;
  const window = scored.model.contextWindow ?? Infinity;
  return {
    baseline: baseline.candidate,
    train: input.examples.train,
    validation: input.examples.validation,
    limits,
    estimates: { ...input.estimates, task: { calls: 1, ...input.estimates.task } },
    seed: input.seed,
    concurrency: input.budget.maxConcurrency,
    demonstrationCharacters: Math.min(MOST_DEMONSTRATION_CHARACTERS, window * 3 * DEMONSTRATION_SHARE),
    call: (candidate, example, priority, sample) => scored.answer(candidate, example, 'task', priority, sample),
    propose: async (messages, sample, priority) => {
      const reply = await calls.ask({
        target: proposer,
        purpose: 'proposal',
        messages,
        parameters: { maxOutputTokens: Math.min(PROPOSAL_OUTPUT, proposer.model.maxOutputTokens ?? Infinity) },
        sample,
        priority,
      });
      return reply.kind === 'answered' ? reply : { text: '', cost: { usd: 0, tokens: 0 } };
    },
    variables: (text) => templateVariables({ user: text }),
    report: (candidate, validation) => void records.report(contender(candidate), validation),
    leads: (candidate, validationMean) => told.leads(records.of(contender(candidate)), validationMean),
    phase: (name) => told.phase(name),
  };
}
