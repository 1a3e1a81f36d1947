import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { CloseCode } from 'graphql-ws';
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
import { socketWire } from './socket-wire.js';

export interface WebSocketDeps {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  readonly errors: ClientErrors;
  readonly authenticate: Authenticate;
  readonly sources: SubscriptionSources;
  readonly drain: RequestDrain;
}

const initMs = 5_000;
/** Clients that are told so connect again, and so to another replica. */
export const goingAway = 1001;

interface Socket {
  close(code: number, reason: string): void;
}
interface UnderWay {
  readonly end: () => void;
  /** Until its end by a server that ends. */
  readonly awaited: boolean;
}

const isPaidFor = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.some((one) => one.kind === Kind.FIELD && one.name.value === 'generate');

/** Operations over the graphql-transport-ws protocol, on the same schema and under the same limits as everything else. */
export function webSocketHandler({ schema, documents, errors, authenticate, sources, drain }: WebSocketDeps) {
  /** Of each socket what is under way, and what is to be called at its end; a client may use an id again before that. */
  const underWay = new Map<Socket, Map<object, UnderWay>>();
  const operationsOf = (socket: Socket): Map<object, UnderWay> => {
    const known = underWay.get(socket) ?? new Map<object, UnderWay>();
    underWay.set(socket, known);
    return known;
  };
  /** Once the server ends, a socket stays for what is paid for, and for nothing that goes on elsewhere. */
  const leaveIfFree = (socket: Socket) => {
    if (!drain.draining || [...operationsOf(socket).values()].some(({ awaited }) => awaited)) return;
    socket.close(goingAway, 'The server is shutting down.');
  };
  drain.onDraining(() => [...underWay.keys()].forEach(leaveIfFree));
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

  return socketWire({
    schema,
    connectionInitWaitTimeout: initMs,
    async onConnect({ connectionParams, extra }) {
      try {
        await callerOf(connectionParams);
        extra.known = true;
        operationsOf(extra.socket);
        leaveIfFree(extra.socket);
        return true;
      } catch {
        extra.socket.close(CloseCode.Forbidden, 'Forbidden');
        return false;
      }
    },
    async onSubscribe({ connectionParams, extra }, id, payload) {
      const running = operationsOf(extra.socket);
      const failed = (...thrown: readonly unknown[]) => {
        running.delete(payload);
        return thrown.map(shown);
      };
      if (id.length > limits.operationId) {
        return failed(new ByomError('BAD_USER_INPUT', `An id has at most ${limits.operationId} characters.`));
      }
      if (running.size >= limits.operationsASocket) {
        return failed(new ByomError('OVERLOADED', `A socket carries ${limits.operationsASocket} operations at once.`));
      }
      // Before anything is waited for, so that those that come together are counted.
      running.set(payload, { end: () => undefined, awaited: false });
      const checked = checkedOperation(schema, documents, payload);
      if ('errors' in checked) return failed(...checked.errors);
      try {
        // A token that was revoked since the socket was opened begins nothing more.
        const caller = await callerOf(connectionParams);
        if (!running.has(payload)) return failed(new ByomError('CANCELLED', 'The socket was closed.'));
        // A subscription may last for days: who loses it resumes it elsewhere, so nobody waits for its end.
        const operation = getOperationAST(checked.document, payload.operationName);
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
          drain.check();
          running.set(payload, { end: () => undefined, awaited: isPaidFor(operation) });
        } else running.set(payload, { end: drain.begin(), awaited: true });
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
    onComplete({ extra }, _id, payload) {
      const running = operationsOf(extra.socket);
      running.get(payload)?.end();
      running.delete(payload);
      leaveIfFree(extra.socket);
    },
    onDisconnect({ extra }) {
      const running = operationsOf(extra.socket);
      for (const { end } of running.values()) end();
      running.clear();
      underWay.delete(extra.socket);
    },
  });
}

function textIn(params: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const found = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}
