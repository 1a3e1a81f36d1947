import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { databaseFault, toldFault } from '../postgres/database-fault.js';
import { ByomError, type ErrorCode, type Logger } from '../sdk/index.js';
import { errorBody } from './client-errors.js';
import { limits } from './limits.js';

/** Seconds. */
const RETRY_AFTER = '1';

/** Answers what goes wrong before GraphQL begins: authentication, and bodies that are too large or no JSON. */
export function requestErrors(logger: Logger) {
  return (error: FastifyError | ByomError, _request: FastifyRequest, reply: FastifyReply): void => {
    const { status, body } = answerTo(error, logger);
    if (status === 503) void reply.header('retry-after', RETRY_AFTER);
    void reply.code(status).type('application/json; charset=utf-8').send(body);
  };
}

const statusOf: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  OVERLOADED: 503,
};

function answerTo(error: FastifyError | ByomError, logger: Logger): { status: number; body: string } {
  if (ByomError.is(error)) {
    return { status: statusOf[error.code] ?? 500, body: errorBody(error.code, error.message) };
  }
  if (error.statusCode === 413) {
    const message = `A request body has at most ${limits.bodyBytes} bytes.`;
    return { status: 413, body: errorBody('PAYLOAD_TOO_LARGE', message) };
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    const message = 'Send a body of application/json: { "query": ..., "variables": ... }.';
    return { status: error.statusCode, body: errorBody('BAD_USER_INPUT', message) };
  }
  const unavailable = databaseFault(error);
  if (unavailable) return { status: 503, body: errorBody('OVERLOADED', toldFault[unavailable]) };
  logger.error({ error: error.name, code: error.code }, 'A request failed before it began.');
  return { status: 500, body: errorBody('INTERNAL', 'A fault of this server.') };
}
