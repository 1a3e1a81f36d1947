/** What an error was and where it happened, without its message and its fields: they may quote what a customer sent. */
export function traceOf(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const { name, message, stack = '' } = thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  // The stack begins with the message, of which a line may look like a frame.
  const frames = stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n');
  return {
    ...(/^\w{1,40}$/.test(name) ? { error: name } : {}),
    ...(typeof code === 'string' && /^[\w.-]{1,40}$/.test(code) ? { code } : {}),
    trace: frames
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
  };
}
