import { networkInterfaces } from 'node:os';

/** The addresses of the machine's own interfaces: services may listen there that no firewall lets others reach. */
export const ownAddresses = (): ReadonlySet<string> =>
  new Set(
    Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.map(({ address }) => address.replace(/%.*$/, '')),
    ),
  );
