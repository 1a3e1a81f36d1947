import { lookup, Resolver } from 'node:dns/promises';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** `local` where the name is the operator's own choice, and may be known to this machine alone. */
export type ResolveName = (hostname: string, local?: boolean) => Promise<readonly ResolvedAddress[]>;

export interface NameServers {
  /** For the first answer; later tries wait longer. */
  readonly timeoutMs?: number;
  /** `127.0.0.1:5353`; the system's own where left out. */
  readonly servers?: readonly string[];
}

/** Names that no customer can serve: of this machine, its containers, or its network. */
const isLocalName = (name: string): boolean =>
  !name.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa|test)$/.test(name);

const deadlineMs = 10_000;
const mostAddresses = 64;
const rereadMs = 30_000;

/**
 * Asks name servers itself for whatever a customer may have named: the system's look-up holds one of the process's four
 * threads for as long as a name server keeps silent, so that a few names served by nobody would stop all others. What it
 * alone knows, the hosts file and search domains, is asked of it for local names.
 */
export function resolverOf({ servers, timeoutMs = 2_500 }: NameServers = {}): ResolveName {
  const make = () => {
    const made = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers) made.setServers([...servers]);
    return { resolver: made, at: performance.now() };
  };
  let current = make();
  return async (hostname, local = false) => {
    const name = hostname.replace(/\.$/, '');
    if (local || isLocalName(name)) return lookup(hostname, { all: true, verbatim: true });
    // One reads only once which name servers the system has, and those change.
    if (performance.now() - current.at > rereadMs) current = make();
    const { resolver } = current;
    const asked = Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('No answer.'), { code: 'ETIMEOUT' })), deadlineMs);
    });
    const [four, six] = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
    const addresses = [addressesOf(four, 4), addressesOf(six, 6)].flat();
    if (addresses.length === 0 && four.status === 'rejected') throw four.reason as Error;
    return addresses.slice(0, mostAddresses);
  };
}

const addressesOf = (asked: PromiseSettledResult<readonly string[]>, family: number): readonly ResolvedAddress[] =>
  asked.status === 'fulfilled' ? asked.value.map((address) => ({ address, family })) : [];
