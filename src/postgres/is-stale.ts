/** How exactly a last use is known: a row that is read often need not be written as often. */
const WITHIN_MS = 3_600_000;

/** Whether a last use is to be noted again; by this process's clock, which decides no more than that. */
export const isStale = (usedAt: Date): boolean => Date.now() - usedAt.getTime() > WITHIN_MS;
