import { createHash } from 'node:crypto';
import type { Candidate } from '../optimization/algorithms/algorithm.js';
import type { ScoredCalls } from './scored-calls.js';

/** A prompt on one model. */
export interface Contender {
  /** The candidate's own; in a run over several models it depends on the model also. */
  readonly id: string;
  readonly candidate: Candidate;
  readonly scored: ScoredCalls;
}

export const soleContender = (candidate: Candidate, scored: ScoredCalls): Contender => ({
  id: candidate.id,
  candidate,
  scored,
});

export const contenderOnModel = (candidate: Candidate, scored: ScoredCalls): Contender => ({
  id: createHash('sha256').update(`${scored.model.ref} ${candidate.id}`).digest('hex').slice(0, 24),
  candidate,
  scored,
});
