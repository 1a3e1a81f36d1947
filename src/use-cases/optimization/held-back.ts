import type { Cost } from '../../optimization/algorithms/search.js';
import { worstCase } from '../../usage/worst-case.js';
import { PROPOSAL_OVERHEAD, type SearchMakeup } from './search-step.js';

/** Tokens; what answers are limited to where nobody says how long they can get, and proposals everywhere. */
const LONGEST = 8_192;

/** What is held back for the one call that may cost most until it has answered: a limit cannot be used beyond it. */
export function heldBack(input: SearchMakeup): Cost {
  const { strategy, sizes, parameters = {}, model, proposer } = input;
  const limit = model.maxOutputTokens === undefined ? { maxOutputTokens: LONGEST } : {};
  const task = knownWorst({ parameters: { ...limit, ...parameters } }, model, sizes.input);
  if (strategy === 'few-shot') return task;
  const maxOutputTokens = Math.min(LONGEST, proposer.maxOutputTokens ?? Infinity);
  const read =
    sizes.instruction + PROPOSAL_OVERHEAD.tokens + PROPOSAL_OVERHEAD.examples * (sizes.fields + sizes.output);
  const proposal = knownWorst({ parameters: { maxOutputTokens } }, proposer, read);
  return { usd: Math.max(task.usd, proposal.usd), tokens: Math.max(task.tokens, proposal.tokens) };
}

/** Where a budget limits dollars, every price is known. */
function knownWorst(...asked: Parameters<typeof worstCase>): Cost {
  const { usd, tokens } = worstCase(...asked);
  return { usd: usd ?? 0, tokens };
}
