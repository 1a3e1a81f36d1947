/** What to print of a failure: its sentence, which says what to do; the stack where it is a bug of ours. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const bug = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return bug || error.message === '' ? (error.stack ?? error.message) : error.message;
}
