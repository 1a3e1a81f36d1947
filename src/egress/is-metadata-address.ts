import ipaddr from 'ipaddr.js';
import { embeddedIpv4 } from './embedded-ipv4.js';

/** Where clouds tell a machine its own secrets; some are public by their numbers. */
const services = new Set(
  [
    '169.254.169.254', // AWS, Google, Azure, Oracle, DigitalOcean, OpenStack and others
    'fd00:ec2::254', // AWS
    '169.254.170.2', // AWS, of containers
    '169.254.170.23', // AWS, of pods
    'fd00:ec2::23', // AWS, of pods
    'fd20:ce::254', // Google
    '100.100.100.200', // Alibaba
    '192.0.0.192', // Oracle
    '168.63.129.16', // Azure's wire server
    '169.254.0.23', // Tencent
    '169.254.42.42', // Scaleway
    'fd00:42::42', // Scaleway
    '169.254.169.250', // Rancher
    '192.80.8.124', // Equinix
    'fe80::a9fe:a9fe', // OpenStack
  ].map((text) => ipaddr.parse(text).toString()),
);

/** Also where it is written as an IPv6 address that stands for it. */
export function isMetadataAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (services.has(address.toString().replace(/%.*$/, ''))) return true;
  const inner = address instanceof ipaddr.IPv6 ? embeddedIpv4(address) : undefined;
  return inner !== undefined && services.has(inner.toString());
}
