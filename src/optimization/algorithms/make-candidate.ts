import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import type { Candidate, CandidatePrompt } from './search.js';

const stringify = configure({ deterministic: true });

export function makeCandidate(prompt: CandidatePrompt, parents: readonly string[], origin: string): Candidate {
  const id = createHash('sha256')
    .update(stringify(prompt) ?? '')
    .digest('hex')
    .slice(0, 24);
  return { id, prompt, parents, origin };
}
