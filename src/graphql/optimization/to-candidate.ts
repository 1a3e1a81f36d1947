import type { CandidateRecord, OptimizationRecord } from '../../optimization/optimization-store.js';
import { candidatePrompt } from '../prompts/to-prompt.js';
import type { CandidateType } from './candidate.type.js';

export const toCandidate = (candidate: CandidateRecord, optimization: OptimizationRecord): CandidateType => ({
  ...candidate,
  prompt: candidatePrompt(candidate, optimization),
});
