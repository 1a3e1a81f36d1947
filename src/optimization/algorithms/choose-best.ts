import { mean } from '../statistics/interval.js';
import type { Candidate } from './algorithm.js';
import type { SearchState } from './search-state.js';
import { ranked } from './gather-evidence.js';

const CONTENDERS = 3;

/**
 * The best by all the evidence there is: among the leading ones, on the examples that all of them were scored on. The
 * baseline stays unless something is better; of equals the shorter prompt is taken.
 */
export function chooseBest(state: SearchState): Candidate {
  const { baseline } = state.search;
  const leading = [...new Set([state.leader, ...ranked(state)])].slice(0, CONTENDERS);
  const common = state.validation.filter((example) =>
    leading.every((candidate) => state.book.of(candidate, example)?.kind === 'scored'),
  );
  const length = (candidate: Candidate) => JSON.stringify(candidate.prompt).length;
  const best = leading
    .map((candidate) => ({ candidate, mean: mean(state.book.scores(candidate, common)) }))
    .toSorted((a, b) => b.mean - a.mean || length(a.candidate) - length(b.candidate))[0]!.candidate;
  if (best === baseline) return baseline;
  return mean(state.book.differences(best, baseline, state.validation)) > 0 ? best : baseline;
}
