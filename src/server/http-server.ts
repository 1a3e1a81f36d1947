import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import websocket from '@fastify/websocket';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { Readable } from 'node:stream';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import type { SubscriptionSources } from '../graphql/subscription-sources.js';
import { toldFault, type DatabaseFault } from '../postgres/database-fault.js';
import { ByomError, type Logger } from '../sdk/index.js';
import { parseUrl } from '../sdk/parse-url.js';
import type { Authenticate } from '../use-cases/authenticate.js';
import type { Caller } from '../use-cases/caller.js';
import { checkedOperation, type AskedOperation } from './checked-operation.js';
import { BodyBudget } from './body-budget.js';
import { ClientErrors, errorBody } from './client-errors.js';
import { DocumentCache } from './document-cache.js';
import { eventStreamHandler, wantsEventStream } from './event-stream.js';
import { limits } from './limits.js';
import { LoopLag } from './loop-lag.js';
import type { RequestDrain } from './request-drain.js';
import { brokenRequest } from './broken-request.js';
import { requestErrors } from './request-errors.js';
import { securityHeaders } from './security-headers.js';
import { validationRules } from './validation-rules.js';
import { goingAway, webSocketHandler } from './web-socket.js';

export interface HttpServerDeps {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  /** Of event streams. */
  readonly sources: SubscriptionSources;
  readonly socketSources: SubscriptionSources;
  readonly corsOrigins: readonly string[];
  /** Whether callers may ask for the schema. */
  readonly introspection: boolean;
  /** Lag of the event loop from which on requests are turned away; 0: never. */
  readonly mostLagMs: number;
  readonly logger: Logger;
  readonly drain: RequestDrain;
  /** Why no request can be served, if none can. */
  readonly unready: () => Promise<DatabaseFault | undefined>;
}

/** Whoever has not closed its socket by then is not waited for. */
const farewellMs = 1_000;
const callers = new WeakMap<FastifyRequest, Caller>();
const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** Everything that is served: /graphql to those with a token, and the two health checks to all. */
export async function httpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { schema, logger, sources, drain } = deps;
  const errors = new ClientErrors(schema, logger);
  const contextOf = (request: FastifyRequest): GraphqlContext => ({ caller: callers.get(request)!, sources });

  const rules = validationRules(deps.introspection);
  const documents = new DocumentCache(schema, rules);
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection: deps.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    validationRules: [...rules],
    parseOptions: { maxTokens: limits.documentTokens },
    documentStore: documents,
    formatError: (_formatted, error) => errors.format(error),
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();

  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    clientErrorHandler: brokenRequest,
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(requestErrors(logger));
  // Fastify's own answer repeats the address, into which keys are put by mistake.
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('application/json; charset=utf-8')
      .send(errorBody('NOT_FOUND', 'There is nothing here: the API is at POST /graphql.')),
  );
  app.addHook('onSend', async (_request, reply) => void reply.headers(securityHeaders));
  app.addHook('onClose', () => apollo.stop());
  await app.register(websocket, {
    options: { maxPayload: limits.bodyBytes, handleProtocols },
    preClose(done) {
      const { clients } = this.websocketServer;
      const impatience = setTimeout(() => clients.forEach((socket) => socket.terminate()), farewellMs);
      this.websocketServer.close(() => {
        clearTimeout(impatience);
        done();
      });
      for (const socket of clients) socket.close(goingAway, 'The server is shutting down.');
    },
  });
  if (deps.mostLagMs > 0) {
    const lag = new LoopLag();
    app.addHook('onRequest', async () => {
      if (lag.ms > deps.mostLagMs) throw new ByomError('OVERLOADED', 'This server is busy: ask again.');
    });
    app.addHook('onClose', async () => lag.close());
  }
  if (deps.corsOrigins.length > 0) {
    await app.register(cors, { origin: [...deps.corsOrigins], methods: ['POST'], maxAge: 600 });
  }

  /** Of an operation that may not be run: Apollo would spend more on it than it is worth. */
  const refusal = (body: unknown): string | undefined => {
    const asked = (body ?? {}) as AskedOperation;
    // What is no request at all Apollo tells.
    if (typeof asked.query !== 'string' || asked.query === '') return undefined;
    if (!['string', 'undefined'].includes(typeof (asked.operationName ?? undefined))) return undefined;
    const checked = checkedOperation(schema, documents, asked);
    return 'errors' in checked
      ? JSON.stringify({ errors: checked.errors.map((one) => errors.format(one)) })
      : undefined;
  };
  const answer = fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(contextOf(request)) });
  const stream = eventStreamHandler({ schema, documents, errors, contextOf, logger });
  const bodies = new BodyBudget(limits.bodyBytesOfTenant, limits.bodyBytes);
  app.post('/graphql', {
    onRequest: async (request) => {
      const authorization = request.headers.authorization;
      const providerKey = single(request.headers['x-byom-provider-key']);
      callers.set(request, await deps.authenticate.run({ authorization, providerKey }));
    },
    preParsing: async (request, reply, body) =>
      bodies.counted(callers.get(request)!.tenant.id, request, reply, body as Readable),
    handler: async (request, reply) => {
      const streaming = wantsEventStream(request);
      if (streaming) drain.check();
      // A stream may last for days: a client who loses it resumes it elsewhere, so nobody waits for its end.
      const end = streaming ? undefined : drain.begin();
      try {
        if (streaming) return await stream(request, reply);
        const refused = refusal(request.body);
        if (refused) return await reply.code(400).type('application/json; charset=utf-8').send(refused);
        return await answer.call(app, request, reply);
      } finally {
        end?.();
      }
    },
  });
  const { authenticate } = deps;
  app.route({
    method: 'GET',
    url: '/graphql',
    preValidation: async (request) => {
      if (request.ws && !isOwnOrigin(request, deps.corsOrigins)) {
        throw new ByomError('FORBIDDEN', 'Web pages of this origin may not call the API: see BYOM_CORS_ORIGINS.');
      }
    },
    handler: (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .type('application/json; charset=utf-8')
        .send(errorBody('BAD_USER_INPUT', 'Send a POST, or open a WebSocket for graphql-transport-ws.')),
    wsHandler: webSocketHandler({
      schema,
      documents,
      errors,
      authenticate,
      sources: deps.socketSources,
      drain,
    }),
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const reason = drain.draining ? 'shutting down' : await deps.unready();
    if (reason === undefined) return { status: 'ready' };
    return reply
      .code(503)
      .send({ status: 'not ready', reason: reason === 'shutting down' ? reason : toldFault[reason] });
  });
  return app;
}

/** A page that is served elsewhere has no business here unless the operator says so. */
function isOwnOrigin({ headers }: FastifyRequest, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  return origin === undefined || allowed.includes(origin) || parseUrl(origin)?.host === host;
}

/** Apollo's own messages are about its set-up; none of a request's content is in them. */
function apolloLogger(logger: Logger) {
  const none = () => undefined;
  return {
    debug: none,
    info: none,
    warn: (message?: unknown) => logger.warn({ apollo: typeof message }, 'Apollo Server warns.'),
    error: (message?: unknown) => logger.error({ apollo: typeof message }, 'Apollo Server fails.'),
  };
}
