const mostCharacters = 400;

/** A failure in one line, for the list of refused plugins. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'It threw something that is no error.';
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}...` : line;
}
