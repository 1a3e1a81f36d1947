/** The command was called or set up wrongly: its message says what to do, and no stack helps. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
