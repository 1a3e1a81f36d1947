/** How `byom optimize` ends; 1 is every failure, as of the other commands. */
export const EXIT = { better: 0, failed: 1, noBetter: 3, declined: 4, interrupted: 130 } as const;
