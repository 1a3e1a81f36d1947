import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { randomUUID } from 'node:crypto';
import { ByomError, type Logger } from '../sdk/index.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import type { ClientErrors } from './client-errors.js';
import { checkedOperation } from './checked-operation.js';
import type { DocumentCache } from './document-cache.js';
import { endWithErrors } from './end-with-errors.js';
import { securityHeaders } from './security-headers.js';
import { traceOf } from './trace-of.js';

export interface EventStreamDeps {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  readonly errors: ClientErrors;
  readonly contextOf: (request: FastifyRequest) => GraphqlContext;
  readonly logger: Logger;
}

/** True for a client that asks for server-sent events and takes nothing else. */
export function wantsEventStream(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return /\btext\/event-stream\b/i.test(accept) && !/\bapplication\/[\w.+-]*json\b/i.test(accept);
}

/** Operations over server-sent events, on the same schema and under the same limits as everything else. */
export function eventStreamHandler({ schema, documents, errors, contextOf, logger }: EventStreamDeps) {
  // With `data`, by which graphql-sse knows a result.
  const failed = (thrown: readonly unknown[]): ExecutionResult =>
    ({ data: null, errors: thrown.map((error) => errors.format(error)) }) as unknown as ExecutionResult;

  const handle = createHandler({
    schema,
    // Every operation has a connection of its own: with a token of its own no two clients can meet.
    authenticate: () => randomUUID(),
    // Done in onSubscribe, with the cache.
    validate: () => [],
    onSubscribe(request, { query, operationName, variables }) {
      const checked = checkedOperation(schema, documents, { query, operationName, variables });
      if ('errors' in checked) return failed(checked.errors);
      return {
        schema,
        document: checked.document,
        operationName,
        variableValues: variables,
        contextValue: contextOf(request.raw) as never,
      };
    },
    onOperation: (_context, _request, _args, result) =>
      endWithErrors(result as never, (error) => errors.format(error)) as never,
  });

  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { query } = (request.body ?? {}) as { readonly query?: unknown };
    if (typeof query !== 'string') throw new ByomError('BAD_USER_INPUT', 'A request has a `query`.');
    // The one spelling that graphql-sse knows.
    request.raw.headers.accept = 'text/event-stream';
    // What hooks said of it, such as which pages may read it: who answers from here on does not ask.
    for (const [name, value] of Object.entries({ ...securityHeaders, ...reply.getHeaders() })) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.hijack();
    try {
      await handle(request, reply);
    } catch (error) {
      // Who went away while something was written misses nothing.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EPIPE' && code !== 'ECONNRESET') logger.error(traceOf(error), 'A stream failed.');
      reply.raw.destroy();
    }
  };
}
