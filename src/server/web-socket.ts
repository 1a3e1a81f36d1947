import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode } from 'graphql-ws';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import type { SubscriptionSources } from '../graphql/subscription-sources.js';
import { ByomError } from '../sdk/index.js';
import type { Authenticate } from '../use-cases/authenticate.js';
import { checkedOperation } from './checked-operation.js';
import type { ClientErrors } from './client-errors.js';
import type { DocumentCache } from './document-cache.js';
import { endWithErrors } from './end-with-errors.js';
import { limits } from './limits.js';
import type { RequestDrain } from './request-drain.js';

export interface WebSocketDeps {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  readonly errors: ClientErrors;
  readonly authenticate: Authenticate;
  readonly sources: SubscriptionSources;
  readonly drain: RequestDrain;
}

const initMs = 5_000;

/** Operations over the graphql-transport-ws protocol, on the same schema and under the same limits as everything else. */
export function webSocketHandler({ schema, documents, errors, authenticate, sources, drain }: WebSocketDeps) {
  const underWay = new WeakMap<object, Map<string, () => void>>();
  const operationsOf = (socket: object): Map<string, () => void> => {
    const known = underWay.get(socket) ?? new Map<string, () => void>();
    underWay.set(socket, known);
    return known;
  };
  const callerOf = (params: Readonly<Record<string, unknown>> | undefined) =>
    authenticate.run({
      authorization: textIn(params, 'authorization'),
      providerKey: textIn(params, 'x-byom-provider-key'),
    });

  /** What a client sees, as the library takes it. */
  const shown = (error: unknown): GraphQLError => {
    const formatted = errors.format(error);
    return Object.assign(new GraphQLError(formatted.message, formatted), { toJSON: () => formatted });
  };

  return makeHandler<Record<string, unknown>>({
    // What the library itself says of a failure is a code and no more.
    isProd: true,
    schema,
    connectionInitWaitTimeout: initMs,
    async onConnect({ connectionParams, extra }) {
      try {
        await callerOf(connectionParams);
        return true;
      } catch {
        extra.socket.close(CloseCode.Forbidden, 'Forbidden');
        return false;
      }
    },
    async onSubscribe({ connectionParams, extra }, id, payload) {
      const failed = (...thrown: readonly unknown[]) => thrown.map(shown);
      const running = operationsOf(extra.socket);
      if (running.size >= limits.operationsASocket) {
        return failed(new ByomError('OVERLOADED', `A socket carries ${limits.operationsASocket} operations at once.`));
      }
      const checked = checkedOperation(schema, documents, payload);
      if ('errors' in checked) return failed(...checked.errors);
      try {
        // A token that was revoked since the socket was opened begins nothing more.
        const caller = await callerOf(connectionParams);
        // A subscription may last for days: who loses it resumes it elsewhere, so nobody waits for its end.
        const lasts =
          getOperationAST(checked.document, payload.operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
        running.set(id, lasts ? () => undefined : drain.begin());
        const contextValue: GraphqlContext = { caller, sources };
        const args: ExecutionArgs = {
          schema,
          document: checked.document,
          operationName: payload.operationName,
          variableValues: payload.variables,
          contextValue,
        };
        return args;
      } catch (error) {
        return failed(error);
      }
    },
    onOperation: (_context, _id, _payload, _args, result) => endWithErrors(result as ExecutionResult, shown) as never,
    onComplete({ extra }, id) {
      const running = operationsOf(extra.socket);
      running.get(id)?.();
      running.delete(id);
    },
    onDisconnect({ extra }) {
      for (const end of operationsOf(extra.socket).values()) end();
      underWay.delete(extra.socket);
    },
  });
}

function textIn(params: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const found = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}
