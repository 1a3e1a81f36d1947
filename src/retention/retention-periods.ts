/** Days after which things are deleted; null where they are kept until somebody deletes them. */
export interface RetentionPeriods {
  /** Of runs, since they ended or were last heard of, and of answers kept for idempotency keys. */
  readonly runDays: number | null;
  /** Of datasets and prompts, since they were last changed, read or used. */
  readonly libraryDays: number | null;
}

/** Of both the one that deletes sooner. */
export function shorterPeriods(one: RetentionPeriods, other: RetentionPeriods): RetentionPeriods {
  const shorter = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
  return {
    runDays: shorter(one.runDays, other.runDays),
    libraryDays: shorter(one.libraryDays, other.libraryDays),
  };
}

const DAY_MS = 24 * 3_600_000;

/** From when on it may be gone. */
export const expiryOf = (since: Date, days: number | null): Date | null =>
  days === null ? null : new Date(since.getTime() + days * DAY_MS);
