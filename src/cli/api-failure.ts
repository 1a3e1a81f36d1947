import { ClientError } from 'graphql-request';
import { UsageError } from './usage-error.js';

/** GraphQL errors in the server's own words, which say what to do, without the request around them. */
export function apiFailure(error: unknown): unknown {
  if (error instanceof ClientError) {
    const { errors = [], status } = error.response;
    const lines = errors.map(({ message, extensions }) =>
      typeof extensions?.['code'] === 'string' ? `${extensions['code']}: ${message}` : message,
    );
    return new UsageError(lines.length > 0 ? lines.join('\n') : `The server answered with status ${status}.`);
  }
  if (error instanceof TypeError && error.cause !== undefined) {
    return new UsageError('The server cannot be reached: is it running, and is --url its address?');
  }
  return error;
}

/** True where the same request may well succeed a little later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ClientError)) return error instanceof TypeError && error.cause !== undefined;
  const { errors = [], status } = error.response;
  return errors.length > 0 ? errors.every(({ extensions }) => extensions?.['retryable'] === true) : status >= 500;
}
