import type { CandidateRecord } from '../../optimization/optimization-store.js';

/** Quality, cost and latency, each the larger the better; what is not known counts as worst. */
const merits = ({ validation, costPerCall, latencyMs }: CandidateRecord): readonly number[] => [
  validation?.mean ?? -Infinity,
  -(costPerCall ?? Infinity),
  -(latencyMs ?? Infinity),
];

function beats(a: readonly number[], b: readonly number[]): boolean {
  return a.every((merit, i) => merit >= b[i]!) && a.some((merit, i) => merit > b[i]!);
}

/** Scored candidates that no other beats on quality, cost and latency together. */
export function paretoFrontier(candidates: readonly CandidateRecord[]): readonly CandidateRecord[] {
  const scored = candidates.filter(({ validation, dominated }) => validation !== undefined && dominated !== true);
  const all = scored.map(merits);
  return scored.filter((_, index) => !all.some((other) => beats(other, all[index]!)));
}
