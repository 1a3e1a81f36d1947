import type { CandidatePrompt } from './search.js';
import { auto } from './auto.js';
import { heirsStage } from './heirs-stage.js';
import type { Strategy } from './run-search.js';

/** For a prompt that comes from another model: what else was good there is tried first, then what fails here is mended. */
export function carryOver(heirs: readonly CandidatePrompt[]): Strategy {
  const mend = auto();
  let tried = heirs.length === 0;
  return {
    next(state, view) {
      if (tried) return mend.next(state, view);
      // Against the old prompt's whole score.
      if (view.running > 0) return undefined;
      tried = true;
      return heirsStage(state, heirs) ?? mend.next(state, view);
    },
  };
}
