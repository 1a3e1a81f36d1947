/** What a test's own processes inherit: next to nothing, and all the poison where the run is poisoned. */
export function inheritedEnvironment(): Readonly<Record<string, string | undefined>> {
  const { PATH, HOME, BYOM_TEST_POISON } = process.env;
  if (BYOM_TEST_POISON === undefined) return { PATH, HOME };
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BYOM_')));
}
