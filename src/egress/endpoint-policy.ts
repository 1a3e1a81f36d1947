import { lookup } from 'node:dns/promises';
import { ByomError } from '../sdk/index.js';
import type { AllowedEndpoints } from './allowed-endpoints.js';
import { isPublicAddress } from './public-address.js';
import { refusedPorts } from './refused-ports.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}
export type ResolveName = (hostname: string) => Promise<readonly ResolvedAddress[]>;

const resolveBySystem: ResolveName = (hostname) => lookup(hostname, { all: true, verbatim: true });
const literal = (hostname: string) => hostname.replace(/^\[|\]$/g, '');
const isLiteral = (hostname: string) => hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);

/** Where this server may send a customer's request: public addresses, and what the operator allowed. */
export class EndpointPolicy {
  readonly #ownPorts = new Set<number>();

  constructor(
    private readonly allowed: AllowedEndpoints,
    private readonly resolveName: ResolveName = resolveBySystem,
  ) {}

  /** A port on which this server itself listens: no request may come back to it, whatever is allowed. */
  forbidOwnPort(port: number): void {
    this.#ownPorts.add(port);
  }

  /** Checks what can be told without a look-up: scheme, userinfo, port, and an address written out. */
  checkUrl(text: string): URL {
    if (!URL.canParse(text)) throw new ByomError('BAD_USER_INPUT', 'baseUrl is not a URL.');
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw blocked('Its scheme is neither https nor http.');
    if (url.username !== '' || url.password !== '') throw blocked('It carries a user name or a password.');
    if (url.hostname === '') throw blocked('It names no host.');
    this.#checkPort(url.origin, portOf(url));
    if (isLiteral(url.hostname)) this.#checkAddress(url.origin, portOf(url), literal(url.hostname));
    return url;
  }

  /** The same, and every address that its name stands for now; a name that cannot be resolved now passes. */
  async check(text: string, named = 'This base URL'): Promise<URL> {
    try {
      const url = this.checkUrl(text);
      if (isLiteral(url.hostname)) return url;
      const addresses = await this.resolveName(url.hostname).catch(() => []);
      for (const { address } of addresses) this.#checkAddress(url.origin, portOf(url), address);
      return url;
    } catch (error) {
      if (!(error instanceof BlockedEndpoint)) throw error;
      throw blocked(error.why, named);
    }
  }

  /** The addresses that a connection may be opened to; fails where any of them is forbidden. */
  async addresses(origin: string): Promise<readonly ResolvedAddress[]> {
    const url = this.checkUrl(origin);
    const host = literal(url.hostname);
    if (isLiteral(url.hostname)) return [{ address: host, family: host.includes(':') ? 6 : 4 }];
    const addresses = await this.resolveName(host);
    for (const { address } of addresses) this.#checkAddress(url.origin, portOf(url), address);
    return addresses;
  }

  #checkPort(origin: string, port: number): void {
    if (refusedPorts.has(port) && !this.allowed.hasOrigin(origin)) throw blocked('Its port serves something else.');
  }

  #checkAddress(origin: string, port: number, address: string): void {
    if (isPublicAddress(address)) return;
    if (this.#ownPorts.has(port)) throw blocked('It is this server itself.');
    if (this.allowed.hasOrigin(origin) || this.allowed.hasAddress(address)) return;
    throw blocked('Its address is not public; the operator may allow it with BYOM_ALLOW_ENDPOINTS.');
  }
}

const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));

class BlockedEndpoint extends ByomError {
  constructor(
    readonly why: string,
    named: string,
  ) {
    super('ENDPOINT_BLOCKED', `${named} may not be called from this server. ${why}`);
  }
}

const blocked = (why: string, named = 'This base URL'): ByomError => new BlockedEndpoint(why, named);
