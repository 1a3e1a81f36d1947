import { createHash } from 'node:crypto';
import type { Candidate } from '../../optimization/algorithms/search.js';
import type { ScoredCalls } from './scored-calls.js';

/** A prompt on one model. */
export interface Contender {
  /** The candidate's own; in a run over several models it depends on the model also. */
  readonly id: string;
  readonly candidate: Candidate;
  readonly scored: ScoredCalls;
  /** Ids of contenders that it was made from. */
  readonly parents: readonly string[];
}

export const soleContender = (candidate: Candidate, scored: ScoredCalls): Contender => ({
  id: candidate.id,
  candidate,
  scored,
  parents: candidate.parents,
});

/** In a run over several models; its parents are those on the same model. */
export function contenderOnModel(candidate: Candidate, scored: ScoredCalls): Contender {
  const onModel = (id: string) => createHash('sha256').update(`${scored.model.ref} ${id}`).digest('hex').slice(0, 24);
  return { id: onModel(candidate.id), candidate, scored, parents: candidate.parents.map(onModel) };
}
