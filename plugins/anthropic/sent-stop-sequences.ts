/** Stop sequences without those of white space alone, which the provider refuses; undefined where none is left. */
export function sentStopSequences(stop: readonly string[] | undefined): readonly string[] | undefined {
  const sent = stop?.filter((sequence) => sequence.trim() !== '');
  return sent?.length ? sent : undefined;
}
