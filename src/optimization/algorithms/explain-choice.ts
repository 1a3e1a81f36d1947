import type { Candidate } from './search.js';
import type { SearchState } from './search-state.js';

const MOST_STEPS = 6;

/** How a candidate came to be, step by step from the baseline, along the parent named first. */
function lineage(state: SearchState, best: Candidate): readonly string[] {
  const steps: string[] = [];
  // The same content may be found anew below itself.
  const seen = new Set<string>();
  for (let at: Candidate | undefined = best; at !== undefined && at.parents.length > 0 && !seen.has(at.id);) {
    seen.add(at.id);
    steps.unshift(at.origin.replace(/\.$/, ''));
    at = state.created.get(at.parents[0]!);
  }
  return steps.length > MOST_STEPS ? [`${steps.length - MOST_STEPS} steps more`, ...steps.slice(-MOST_STEPS)] : steps;
}

/** Why this candidate, in words that end up before the customer. */
export function explainChoice(state: SearchState, best: Candidate, said: string | undefined): string {
  const parts = said === undefined ? [] : [said];
  const rivals = state.pool.length - 1;
  const scored = state.book.scores(best, state.validation).length;
  if (best.id === state.search.baseline.id) {
    parts.push(`None of ${state.created.size - 1} candidates was better than the prompt as it was.`);
  } else {
    parts.push(`The best came by: ${lineage(state, best).join('; then ')}.`);
    parts.push(
      `It leads ${rivals} that raced to the end, on ${scored} validation example${scored === 1 ? '' : 's'} of its own and by what its relatives scored.`,
    );
  }
  return parts.join(' ');
}
