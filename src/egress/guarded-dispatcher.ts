import type { LookupFunction, Socket } from 'node:net';
import { callbackify } from 'node:util';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { ConnectFailure } from './connect-failure.js';
import type { EndpointPolicy, ResolvedAddress } from './endpoint-policy.js';

export interface DispatcherLimits {
  readonly connectTimeoutMs: number;
  /** Connections to one origin. */
  readonly connections: number;
}

const mostConnectors = 500;

/**
 * Opens connections only to addresses that the policy has just allowed: the name is resolved and checked here, and the
 * connection is made to those very addresses. Timeouts of headers and bodies are off, as each attempt has one deadline.
 */
export function guardedDispatcher(policy: EndpointPolicy, limits: DispatcherLimits): Dispatcher {
  // Kept by origin and addresses, so that TLS sessions are used again.
  const connectors = new Map<string, buildConnector.connector>();
  const connectorTo = (origin: string, addresses: readonly ResolvedAddress[]) => {
    const key = `${origin} ${addresses.map(({ address }) => address).join(' ')}`;
    let connector = connectors.get(key);
    if (!connector) {
      if (connectors.size >= mostConnectors) connectors.delete(connectors.keys().next().value!);
      connector = buildConnector({
        timeout: limits.connectTimeoutMs,
        lookup: pinned(addresses),
        allowH2: false,
        // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED would say otherwise.
        rejectUnauthorized: true,
      });
      connectors.set(key, connector);
    }
    return connector;
  };

  const connect: buildConnector.connector = (options, callback) => {
    const origin = `${options.protocol}//${options.host ?? options.hostname}`;
    const open = async (): Promise<Socket> => {
      const addresses = await policy.addresses(origin);
      if (addresses.length === 0) throw new Error('The name has no address.');
      return new Promise((resolve, reject) => {
        connectorTo(origin, addresses)(options, (error, socket) => (error ? reject(error) : resolve(socket)));
      });
    };
    callbackify(open)((error, socket) => (error ? callback(new ConnectFailure(error), null) : callback(null, socket)));
  };

  return new Agent({
    connect,
    connections: limits.connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    // Servers such as uvicorn close idle connections after 5 s without saying so.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
    maxHeaderSize: 32 * 1024,
  });
}

const pinned =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
