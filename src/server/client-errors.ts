import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { randomUUID } from 'node:crypto';
import { databaseFault, toldFault } from '../postgres/database-fault.js';
import { ByomError, ProviderError, errorCodes, type ErrorCode, type Logger } from '../sdk/index.js';
import { requestFault } from './request-fault.js';
import { traceOf } from './trace-of.js';

/** The one place where an error becomes what a client sees. */
export class ClientErrors {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly logger: Logger,
  ) {}

  format(thrown: unknown): GraphQLFormattedError {
    const place = thrown instanceof GraphQLError ? { locations: thrown.locations, path: thrown.path } : {};
    const cause = byomErrorIn(thrown);
    if (cause) return { ...place, ...ofByomError(cause) };
    const fault = thrown instanceof GraphQLError ? requestFault(thrown, this.schema) : undefined;
    if (fault) return { ...place, message: fault.message, extensions: extensionsOf(fault.code) };
    if (isNestedTooDeeply(thrown)) {
      return { message: 'The variables are nested too deeply.', extensions: extensionsOf('BAD_USER_INPUT') };
    }
    const unavailable = databaseFault(thrown instanceof GraphQLError ? thrown.originalError : thrown);
    if (unavailable) return { ...place, message: toldFault[unavailable], extensions: extensionsOf('OVERLOADED') };
    return { ...place, ...this.#internal(thrown) };
  }

  /** An unknown error says nothing to the client but an id that is also in the log. */
  #internal(thrown: unknown): GraphQLFormattedError {
    const id = randomUUID();
    this.logger.error({ id, ...traceOf(originalOf(thrown)) }, 'A request failed for a reason of our own.');
    return {
      message: `A fault of this server. Its operator finds it in the log by ${id}.`,
      extensions: { ...extensionsOf('INTERNAL'), details: { id } },
    };
  }
}

/** A body for an error outside of GraphQL's execution. */
export function errorBody(code: ErrorCode, message: string): string {
  return JSON.stringify({ errors: [{ message, extensions: extensionsOf(code) }] });
}

const extensionsOf = (code: ErrorCode) => ({ code, retryable: errorCodes[code].retryable });

function ofByomError(error: ByomError): GraphQLFormattedError {
  const { code, retryable, message } = error;
  const { provider = ProviderError.is(error) ? error.failure : undefined, ...details } = error.details;
  return {
    message,
    extensions: {
      code,
      retryable,
      ...(provider === undefined ? {} : { provider }),
      ...(Object.keys(details).length === 0 ? {} : { details }),
    },
  };
}

function byomErrorIn(thrown: unknown): ByomError | undefined {
  for (let error = thrown, depth = 0; error && depth < 5; depth++) {
    if (ByomError.is(error)) return error;
    error = error instanceof GraphQLError ? error.originalError : undefined;
  }
  return undefined;
}

/** Reading variables is the one recursion that a client drives before anything is executed, which would give it a path. */
function isNestedTooDeeply(thrown: unknown): boolean {
  const error = thrown instanceof GraphQLError ? thrown.originalError : thrown;
  return error instanceof RangeError && !(thrown instanceof GraphQLError && thrown.path !== undefined);
}

const originalOf = (thrown: unknown): unknown =>
  thrown instanceof GraphQLError ? (thrown.originalError ?? thrown) : thrown;
