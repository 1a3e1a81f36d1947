import type { Candidate } from './search.js';

/** Those that are not known yet, the first of each content. */
export const newCandidates = (made: readonly Candidate[], known: { has(id: string): boolean }): readonly Candidate[] =>
  made.filter(({ id }, index) => !known.has(id) && made.findIndex((other) => other.id === id) === index);
