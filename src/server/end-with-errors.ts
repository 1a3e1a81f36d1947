import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

type Format = (error: unknown) => GraphQLFormattedError;

/** Makes every error of a result, or a stream of them, what clients see; a source that fails ends with its error. */
export function endWithErrors(
  result: ExecutionResult | AsyncGenerator<ExecutionResult, void, void>,
  format: Format,
): ExecutionResult | AsyncGenerator<ExecutionResult, void, void> {
  const formatted = (one: ExecutionResult): ExecutionResult =>
    one.errors ? ({ ...one, errors: one.errors.map(format) } as unknown as ExecutionResult) : one;
  if (!isStream(result)) return formatted(result);
  return guarded(result, formatted, format);
}

type Stream = AsyncGenerator<ExecutionResult, void, void>;

const isStream = (result: ExecutionResult | Stream): result is Stream => Symbol.asyncIterator in result;

function guarded(result: Stream, formatted: (one: ExecutionResult) => ExecutionResult, format: Format): Stream {
  let failed = false;
  return {
    async next() {
      if (failed) return { done: true, value: undefined };
      try {
        const { done, value } = await result.next();
        return done ? { done: true, value: undefined } : { done: false, value: formatted(value) };
      } catch (error) {
        failed = true;
        return { done: false, value: { errors: [format(error)] } as unknown as ExecutionResult };
      }
    },
    return: () => result.return(),
    throw: (error) => result.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await result.return();
    },
  };
}
