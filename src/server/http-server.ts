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
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { credentialFieldsInVariables } from '../graphql/credential-fields-in-variables.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import type { SubscriptionSources } from '../graphql/subscription-sources.js';
import type { Logger } from '../sdk/index.js';
import type { Authenticate } from '../use-cases/authenticate.js';
import type { Caller } from '../use-cases/caller.js';
import { ClientErrors } from './client-errors.js';
import { eventStreamHandler, wantsEventStream } from './event-stream.js';
import { limits } from './limits.js';
import type { RequestDrain } from './request-drain.js';
import { requestErrors } from './request-errors.js';

export interface HttpServerDeps {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly sources: SubscriptionSources;
  readonly corsOrigins: readonly string[];
  readonly logger: Logger;
  readonly drain: RequestDrain;
  /** True while requests can be served. */
  readonly ready: () => Promise<boolean>;
}

const callers = new WeakMap<FastifyRequest, Caller>();
const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** Everything that is served: /graphql to those with a token, and the two health checks to all. */
export async function httpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { schema, logger, sources, drain } = deps;
  const errors = new ClientErrors(schema, logger);
  const contextOf = (request: FastifyRequest): GraphqlContext => ({ caller: callers.get(request)!, sources });

  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    validationRules: [credentialFieldsInVariables],
    parseOptions: { maxTokens: limits.documentTokens },
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
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(requestErrors(logger));
  app.addHook('onClose', () => apollo.stop());
  if (deps.corsOrigins.length > 0) {
    await app.register(cors, { origin: [...deps.corsOrigins], methods: ['POST'], maxAge: 600 });
  }

  const answer = fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(contextOf(request)) });
  const stream = eventStreamHandler({ schema, errors, contextOf });
  app.post('/graphql', {
    onRequest: async (request) => {
      const authorization = request.headers.authorization;
      const providerKey = single(request.headers['x-byom-provider-key']);
      callers.set(request, await deps.authenticate.run({ authorization, providerKey }));
    },
    handler: async (request, reply) => {
      const streaming = wantsEventStream(request);
      // A stream may last for days: a client who loses it resumes it elsewhere, so nobody waits for its end.
      const end = streaming ? undefined : drain.begin();
      try {
        return await (streaming ? stream(request, reply) : answer.call(app, request, reply));
      } finally {
        end?.();
      }
    },
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = !drain.draining && (await deps.ready().catch(() => false));
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  return app;
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
