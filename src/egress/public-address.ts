import ipaddr from 'ipaddr.js';
import { embeddedIpv4 } from './embedded-ipv4.js';
import { isMetadataAddress } from './is-metadata-address.js';

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** True for addresses that belong to the public internet and cannot stand for another one (tunnels, mappings). */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || isMetadataAddress(address)) return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return address.match(globalUnicast) && embeddedIpv4(address) === undefined;
}
