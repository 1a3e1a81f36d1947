import ipaddr from 'ipaddr.js';

type Cidr = ReturnType<typeof ipaddr.parseCIDR>;

/** What the operator opened beside the public internet: whole origins, and networks. */
export class AllowedEndpoints {
  readonly #origins = new Set<string>();
  readonly #networks: Cidr[] = [];

  /** Entries are origins (`http://127.0.0.1:11434`) or CIDRs (`10.0.0.0/8`); another is an error that names it. */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      if (ipaddr.isValidCIDR(entry)) this.#networks.push(ipaddr.parseCIDR(entry));
      else this.#origins.add(originOf(entry));
    }
  }

  hasOrigin(origin: string): boolean {
    return this.#origins.has(origin);
  }

  hasAddress(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.parse(text);
    return this.#networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  }
}

function originOf(entry: string): string {
  const url = URL.canParse(entry) ? new URL(entry) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!plain) {
    throw new Error(`"${entry}" is neither an origin such as http://127.0.0.1:11434 nor a network such as 10.0.0.0/8.`);
  }
  return url.origin;
}
