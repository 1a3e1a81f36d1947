import { mean } from '../statistics/interval.js';
import type { Candidate } from './algorithm.js';
import type { SearchState } from './search-state.js';
import { ranked } from './evidence-stage.js';
import { standing } from './standing.js';

const CONTENDERS = 3;

/** What a candidate that was stopped in its race must show, in standard errors and on so many examples. */
const INTERRUPTED = { errors: 0.8, examples: 5 };

/** A candidate whose race the budget's end cut short, where it was clearly ahead of the one to beat. */
function aheadWhenStopped(state: SearchState, best: Candidate, tested: boolean): Candidate | undefined {
  // With nothing else found, the final test that is paid for may as well judge the most hopeful of them.
  const least = tested && best === state.search.baseline ? { errors: 0, examples: 0 } : INTERRUPTED;
  return state.interrupted
    .map((candidate) => ({ candidate, differences: state.book.differences(candidate, best, state.validation) }))
    .filter(({ differences }) => differences.length >= least.examples)
    .map(({ candidate, differences }) => ({
      candidate,
      errors: differences.length === 0 ? 0 : standing(differences).errors,
    }))
    .filter(({ errors }) => errors >= least.errors)
    .toSorted((a, b) => b.errors - a.errors)[0]?.candidate;
}

/**
 * The best by all the evidence there is: among the leading ones, on the examples that all of them were scored on. The
 * baseline stays unless something is better; of equals the shorter prompt is taken. `tested`: a test that did not choose
 * has the last word.
 */
export function chooseBest(
  state: SearchState,
  { tested }: { readonly tested: boolean } = { tested: false },
): Candidate {
  const { baseline } = state.search;
  const leading = [...new Set([state.leader, ...ranked(state)])].slice(0, CONTENDERS);
  const common = state.validation.filter((example) =>
    leading.every((candidate) => state.book.of(candidate, example)?.kind === 'scored'),
  );
  const length = (candidate: Candidate) => JSON.stringify(candidate.prompt).length;
  const best = leading
    .map((candidate) => ({ candidate, mean: mean(state.book.scores(candidate, common)) }))
    .toSorted((a, b) => b.mean - a.mean || length(a.candidate) - length(b.candidate))[0]!.candidate;
  const ahead = aheadWhenStopped(state, best, tested);
  if (ahead !== undefined) return ahead;
  if (best === baseline) return baseline;
  return mean(state.book.differences(best, baseline, state.validation)) > 0 ? best : baseline;
}
