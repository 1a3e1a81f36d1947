/** The paired difference in standard errors; as if half an example more had differed, since few differences know little. */
export function standing(differences: readonly number[]): { readonly gain: number; readonly errors: number } {
  const count = differences.length;
  if (count === 0) return { gain: 0, errors: -1 };
  const gain = differences.reduce((sum, value) => sum + value, 0) / count;
  const squares = differences.reduce((sum, value) => sum + value ** 2, 0) + 0.5;
  return { gain, errors: gain / (Math.sqrt(squares) / count) };
}
