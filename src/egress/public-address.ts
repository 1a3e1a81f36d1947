import ipaddr from 'ipaddr.js';

// Azure's wire server answers machines inside from an address that is public by its number.
const internalServices = new Set(['168.63.129.16']);
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** True for addresses that belong to the public internet and cannot stand for another one (tunnels, mappings). */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || internalServices.has(address.toString())) return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return address.match(globalUnicast) && !carriesIpv4(address);
}

/** ISATAP addresses end in `0000:5efe` or `0200:5efe` and an IPv4 address. */
const carriesIpv4 = (address: ipaddr.IPv6): boolean =>
  address.parts[5] === 0x5efe && (address.parts[4] === 0 || address.parts[4] === 0x200);
