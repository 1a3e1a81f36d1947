import ipaddr from 'ipaddr.js';

const network = ipaddr.IPv6.parseCIDR.bind(ipaddr.IPv6);

/** For each kind of tunnel or mapping: the byte of the IPv6 address at which the IPv4 address stands. */
const places: readonly { readonly cidr: [ipaddr.IPv6, number]; readonly at: number; readonly inverted?: true }[] = [
  { cidr: network('::ffff:0:0/96'), at: 12 },
  { cidr: network('::ffff:0:0:0/96'), at: 12 },
  { cidr: network('::/96'), at: 12 },
  { cidr: network('64:ff9b::/96'), at: 12 },
  { cidr: network('64:ff9b:1::/48'), at: 12 },
  { cidr: network('2002::/16'), at: 2 },
  { cidr: network('2001::/32'), at: 12, inverted: true },
];

/** The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4, Teredo or ISATAP. */
export function embeddedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const isatap = isIsatap(address) ? { at: 12, inverted: undefined } : undefined;
  const { at, inverted } = places.find(({ cidr }) => address.match(cidr)) ?? isatap ?? {};
  if (at === undefined) return undefined;
  const octets = bytes.slice(at, at + 4);
  return new ipaddr.IPv4(inverted ? octets.map((octet) => octet ^ 0xff) : octets);
}

/** They end in `0000:5efe` or `0200:5efe` and an IPv4 address. */
const isIsatap = ({ parts }: ipaddr.IPv6): boolean => parts[5] === 0x5efe && (parts[4]! & ~0x0300) === 0;
