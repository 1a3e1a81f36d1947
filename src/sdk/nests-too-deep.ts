/** What a value may nest and still be compared, written down and sent on without running out of stack. */
export const deepestNesting = 200;

/** Looks level by level, so that it runs out of no stack itself. */
export function nestsTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one).filter((inner) => typeof inner === 'object') : [],
    );
  }
  return false;
}
