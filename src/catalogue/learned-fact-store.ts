import type { Correction } from '../sdk/index.js';
import type { LearnedFactName } from './learned-fact-name.js';

/** Something that a provider's refusal taught of a model, for the credential that it was given to. */
export interface LearnedFact {
  /** The model's ref. */
  readonly model: string;
  /** What it is about; what is learned of the same thing later takes its place. */
  readonly fact: LearnedFactName;
  readonly correction: Correction;
  readonly learnedAt: Date;
}

export interface LearnedFactStore {
  /** In place of what was known of the same fact. Nothing is kept for a credential that is gone; that is no failure. */
  keep(tenant: string, credential: string, fact: LearnedFact): Promise<void>;
  /** Those learned after a moment, the latest thousand at the most, oldest first. They go with their credential. */
  ofCredential(tenant: string, credential: string, after: Date): Promise<readonly LearnedFact[]>;
  /** Those of one model, or all where none is named; gives how many there were. */
  forget(tenant: string, credential: string, model?: string): Promise<number>;
}
