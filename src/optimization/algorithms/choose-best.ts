import { mean } from '../statistics/interval.js';
import type { Candidate } from './search.js';
import { ranked } from './ranked.js';
import type { SearchState } from './search-state.js';

/** Fewer say nothing of a candidate but what its parents promise. */
const LEAST_ANSWERS = 5;

/**
 * The best by all the evidence there is, those dropped on the way or stopped in their race too. The baseline stays unless
 * what is expected to be better was better than it. `tested`: a test that did not choose has the last word, so that with
 * nothing else found it may as well judge the most hopeful of those that were stopped.
 */
export function chooseBest(
  state: SearchState,
  { tested }: { readonly tested: boolean } = { tested: false },
): Candidate {
  const { baseline } = state.search;
  const gain = (candidate: Candidate) => mean(state.book.differences(candidate, baseline, state.validation));
  const heard = [...state.created.values()].filter(
    (candidate) => candidate === baseline || state.book.scores(candidate, state.validation).length >= LEAST_ANSWERS,
  );
  const best = ranked(state, heard)[0]!;
  if (best !== baseline && gain(best) > 0) return best;
  const hopeful = tested ? ranked(state, state.interrupted)[0] : undefined;
  return hopeful !== undefined && gain(hopeful) >= 0 ? hopeful : baseline;
}
