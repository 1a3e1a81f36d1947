/**
 * An async generator that waits can be ended only when its wait is over. This lets a reader who leaves go at once:
 * `signal` tells the source, which may end in its own time.
 */
export function letGoAtOnce<T>(start: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
  const leaving = new AbortController();
  const source = start(leaving.signal);
  const ended: IteratorResult<T> = { done: true, value: undefined };
  let release: (() => void) | undefined;

  const next = (): Promise<IteratorResult<T>> =>
    leaving.signal.aborted
      ? Promise.resolve(ended)
      : new Promise((resolve, reject) => {
          release = () => resolve(ended);
          source.next().then(resolve, reject);
        });
  const leave = (): Promise<IteratorResult<T>> => {
    leaving.abort();
    release?.();
    // Its failure has no reader any more.
    source.return(undefined).catch(() => undefined);
    return Promise.resolve(ended);
  };
  return {
    next,
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await leave();
    },
  };
}
