import { ByomError } from '../sdk/index.js';
import { parseUrl } from '../sdk/parse-url.js';
import type { AllowedEndpoints } from './allowed-endpoints.js';
import { ownAddresses } from './own-addresses.js';
import { isPublicAddress } from './public-address.js';
import { refusedPorts } from './refused-ports.js';
import { resolverOf, type ResolvedAddress, type ResolveName } from './resolve-name.js';

export type { ResolvedAddress, ResolveName } from './resolve-name.js';

const literal = (hostname: string) => hostname.replace(/^\[|\]$/g, '');
const isLiteral = (hostname: string) => hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);

/** Where this server may send a customer's request: public addresses, and what the operator allowed. */
export class EndpointPolicy {
  readonly #ownPorts = new Set<number>();

  constructor(
    private readonly allowed: AllowedEndpoints,
    private readonly resolveName: ResolveName = resolverOf(),
    private readonly machine: () => ReadonlySet<string> = ownAddresses,
  ) {}

  /** A port on which this server or its database listens: no request may come back to it, whatever is allowed. */
  forbidOwnPort(port: number): void {
    this.#ownPorts.add(port);
  }

  /** Checks what can be told without a look-up: scheme, userinfo, port, and an address written out. */
  async checkUrl(text: string): Promise<URL> {
    const url = parseUrl(text);
    if (!url) throw new ByomError('BAD_USER_INPUT', 'baseUrl is not a URL.');
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw blocked('Its scheme is neither https nor http.');
    if (url.username !== '' || url.password !== '') throw blocked('It carries a user name or a password.');
    if (url.hostname === '') throw blocked('It names no host.');
    await this.#checkPort(url.origin, portOf(url));
    if (isLiteral(url.hostname)) await this.#checkAddress(url.origin, portOf(url), literal(url.hostname));
    return url;
  }

  /** The same, and every address that its name stands for now; a name that cannot be resolved now passes. */
  async check(text: string, named = 'This base URL'): Promise<URL> {
    try {
      const url = await this.checkUrl(text);
      if (isLiteral(url.hostname)) return url;
      const addresses = await this.#resolve(url).catch(() => []);
      await this.#checkAll(url, addresses);
      return url;
    } catch (error) {
      if (!(error instanceof BlockedEndpoint)) throw error;
      throw blocked(error.why, named);
    }
  }

  /** The addresses that a connection may be opened to; fails where any of them is forbidden. */
  async addresses(origin: string): Promise<readonly ResolvedAddress[]> {
    const url = await this.checkUrl(origin);
    const host = literal(url.hostname);
    if (isLiteral(url.hostname)) return [{ address: host, family: host.includes(':') ? 6 : 4 }];
    const addresses = await this.#resolve(url);
    await this.#checkAll(url, addresses);
    return addresses;
  }

  /** Fails for an origin that was open when a connection was made to it, and is not any more. */
  async checkStillOpen(origin: string): Promise<void> {
    if (!this.allowed.isConditional(origin) || (await this.allowed.hasOrigin(origin))) return;
    await this.addresses(origin);
  }

  async #resolve(url: URL): Promise<readonly ResolvedAddress[]> {
    return this.resolveName(url.hostname, await this.allowed.hasOrigin(url.origin));
  }

  async #checkAll(url: URL, addresses: readonly ResolvedAddress[]): Promise<void> {
    for (const { address } of addresses) await this.#checkAddress(url.origin, portOf(url), address);
  }

  async #checkPort(origin: string, port: number): Promise<void> {
    if (refusedPorts.has(port) && !(await this.allowed.hasOrigin(origin))) {
      throw blocked('Its port serves something else.');
    }
  }

  async #checkAddress(origin: string, port: number, address: string): Promise<void> {
    if (isPublicAddress(address) && !this.machine().has(address)) return;
    if (this.#ownPorts.has(port)) throw blocked('It is this server itself.');
    if (this.allowed.hasAddress(address) || (await this.allowed.hasOrigin(origin))) return;
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
