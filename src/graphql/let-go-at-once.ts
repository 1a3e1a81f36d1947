/**
 * An async generator that waits can be ended only when its wait is over. This lets a reader who leaves go at once:
 * `signal` tells the source, which may end in its own time. So too where `ending` aborts: its reader is told that it is
 * over, or why, if the reason is an error.
 */
export function letGoAtOnce<T>(
  start: (signal: AbortSignal) => AsyncGenerator<T>,
  ending?: AbortSignal,
): AsyncGenerator<T> {
  const leaving = new AbortController();
  const source = start(leaving.signal);
  const ended: IteratorResult<T> = { done: true, value: undefined };
  let release: ((failure?: unknown) => void) | undefined;
  let untold: { readonly failure: unknown } | undefined;

  const leave = (): Promise<IteratorResult<T>> => {
    ending?.removeEventListener('abort', end);
    leaving.abort();
    release?.();
    // Its failure has no reader any more.
    source.return(undefined).catch(() => undefined);
    return Promise.resolve(ended);
  };
  const end = () => {
    const failure: unknown = ending?.reason;
    if (isTold(failure)) {
      if (release) release(failure);
      else untold = { failure };
    }
    void leave();
  };
  const next = (): Promise<IteratorResult<T>> => {
    if (untold) {
      const { failure } = untold;
      untold = undefined;
      return Promise.reject(failure);
    }
    if (leaving.signal.aborted) return Promise.resolve(ended);
    return new Promise((resolve, reject) => {
      release = (failure) => {
        release = undefined;
        if (failure === undefined) resolve(ended);
        else reject(failure);
      };
      source.next().then(
        (result) => {
          release = undefined;
          return resolve(result);
        },
        (error: unknown) => {
          release = undefined;
          return reject(error);
        },
      );
    });
  };
  ending?.addEventListener('abort', end, { once: true });
  if (ending?.aborted) end();
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

/** An abort without a reason of its own is an end like any other. */
const isTold = (reason: unknown) => reason instanceof Error && reason.name !== 'AbortError';
