import ipaddr from 'ipaddr.js';
import { parseUrl } from '../sdk/parse-url.js';
import { embeddedIpv4 } from './embedded-ipv4.js';
import { isMetadataAddress } from './is-metadata-address.js';
import { isPublicAddress } from './public-address.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Cidr = ReturnType<typeof ipaddr.parseCIDR>;

/** Origins that are open only as long as something holds, which is asked at each use. */
export interface ConditionalOrigins {
  has(origin: string): boolean;
  open(): Promise<boolean>;
}

/** What the operator opened beside the public internet: whole origins, and networks. */
export class AllowedEndpoints {
  readonly #origins = new Set<string>();
  readonly #networks: Cidr[] = [];

  /** Entries are origins (`http://127.0.0.1:11434`) or CIDRs (`10.0.0.0/8`); another is an error that names it. */
  constructor(
    entries: readonly string[],
    private readonly conditional?: ConditionalOrigins,
  ) {
    for (const entry of entries) {
      if (ipaddr.isValidCIDR(entry)) this.#networks.push(ipaddr.parseCIDR(entry));
      else this.#origins.add(originOf(entry));
    }
  }

  hasOrigin(origin: string): boolean | Promise<boolean> {
    if (this.#origins.has(origin)) return true;
    return this.isConditional(origin) && this.conditional!.open();
  }

  /** Whether it may be open at one time and not at another. */
  isConditional(origin: string): boolean {
    return !this.#origins.has(origin) && this.conditional?.has(origin) === true;
  }

  /** Metadata services are opened by no network, only by their origin; what stands for another address, by that one too. */
  hasAddress(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.parse(text);
    if (isMetadataAddress(address) || !this.#covers(address)) return false;
    const inner = address instanceof ipaddr.IPv6 ? embeddedIpv4(address) : undefined;
    // The loopback and the unspecified address look like mappings, and are none.
    if (inner === undefined || ['loopback', 'unspecified'].includes(address.range())) return true;
    return isPublicAddress(inner.toString()) || this.#covers(inner);
  }

  #covers(address: Address): boolean {
    return this.#networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  }
}

function originOf(entry: string): string {
  const url = parseUrl(entry);
  const plain = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!plain) {
    throw new Error(`"${entry}" is neither an origin such as http://127.0.0.1:11434 nor a network such as 10.0.0.0/8.`);
  }
  return url.origin;
}
