import type { CandidateRecord } from '../../optimization/optimization-store.js';
import type { SpendRow } from '../../usage/ledger.js';

/** Calls that a run did not have to make, at the mean price of those that it made. */
export interface Savings {
  /** Answers used again instead of being bought. */
  readonly cachedCalls: number;
  /** Undefined where no price is known. */
  readonly cachedUsd?: number;
  /** Validation examples that candidates were never run on, since they were dropped or decided before. */
  readonly droppedCalls: number;
  readonly droppedUsd?: number;
}

/** The baseline is the first of the candidates; all others could have been run on every validation example. */
export function savingsOf(
  rows: readonly SpendRow[],
  candidates: readonly Pick<CandidateRecord, 'index' | 'model' | 'validation'>[],
  validationExamples: number,
): Savings {
  const meanOf = (of: (row: SpendRow) => boolean): number | undefined => {
    const chosen = rows.filter(of);
    const priced = chosen.reduce((sum, row) => sum + row.calls - row.unpricedCalls, 0);
    return priced === 0 ? undefined : chosen.reduce((sum, row) => sum + row.usd, 0) / priced;
  };
  const total = (parts: readonly { readonly calls: number; readonly each: number | undefined }[]) => {
    const counted = parts.filter(({ calls }) => calls > 0);
    const calls = counted.reduce((sum, part) => sum + part.calls, 0);
    if (counted.some(({ each }) => each === undefined)) return { calls };
    return { calls, usd: counted.reduce((sum, part) => sum + part.calls * part.each!, 0) };
  };
  const cached = total(
    rows.map((row) => ({
      calls: row.cachedCalls,
      each:
        meanOf(({ model, purpose }) => model === row.model && purpose === row.purpose) ??
        meanOf(({ model }) => model === row.model),
    })),
  );
  const dropped = total(
    candidates
      .filter(({ index }) => index > 0)
      .map(({ model, validation }) => ({
        calls: Math.max(0, validationExamples - (validation?.examples ?? 0)),
        each: meanOf((row) => row.model === model && row.purpose === 'task') ?? meanOf((row) => row.model === model),
      })),
  );
  return {
    cachedCalls: cached.calls,
    droppedCalls: dropped.calls,
    ...(cached.usd === undefined ? {} : { cachedUsd: cached.usd }),
    ...(dropped.usd === undefined ? {} : { droppedUsd: dropped.usd }),
  };
}
