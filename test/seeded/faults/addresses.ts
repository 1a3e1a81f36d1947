import type { SeededFault } from '../seeded-fault.js';

const egress = 'test/integration/egress.test.ts';
const addresses = 'test/unit/egress-endpoint-policy.test.ts';
const policy = 'src/egress/endpoint-policy.ts';
const publicAddress = 'src/egress/public-address.ts';
const anyRange = (range: string) => ({
  file: publicAddress,
  find: "if (address.range() !== 'unicast' || ",
  replace: `if (!['unicast', '${range}'].includes(address.range()) || `,
});
/** IPv6 addresses outside of 2000::/3 are refused whatever their range is called. */
const anyNetwork = { file: publicAddress, find: 'address.match(globalUnicast) && ', replace: '' };
const anyMetadata = { file: publicAddress, find: ' || isMetadataAddress(address)) return', replace: ') return' };
const unwrapped = { file: publicAddress, find: 'embeddedIpv4(address) === undefined', replace: 'true' };
const blocked = (url: string) => ({ file: addresses, test: `that is none of a customer’s is blocked: ${url}` });

export const addressFaults: readonly SeededFault[] = [
  {
    id: 'literal-addresses-unchecked',
    removes: 'the check of an address that is written out',
    edits: [
      {
        file: policy,
        find: 'if (isLiteral(url.hostname)) await this.#checkAddress(',
        replace: 'if (url.hostname === undefined) await this.#checkAddress(',
      },
    ],
    noticedBy: { file: egress, test: 'is never connected to, by number or by name' },
  },
  {
    id: 'resolved-addresses-unchecked',
    removes: 'the check of the addresses that a name stands for when it is called',
    edits: [
      {
        file: policy,
        find: '    await this.#checkAll(url, addresses);\n    return addresses;\n',
        replace: '    return addresses;\n',
      },
    ],
    noticedBy: { file: egress, test: 'is noticed when a name changes between its check and the call' },
  },
  {
    id: 'connection-unpinned',
    removes: 'the connection to the very addresses that were checked',
    edits: [
      {
        file: 'src/egress/guarded-dispatcher.ts',
        find: 'lookup: pinned(addresses),',
        replace:
          'lookup: (name, _options, done) => void policy.addresses(`http://${name}`).then((all) => done(null, [...all])),',
      },
    ],
    noticedBy: { file: egress, test: 'is noticed when a name changes between its check and the call' },
  },
  {
    id: 'mapped-addresses',
    removes: 'the refusal of IPv4 addresses written as IPv6 ones',
    edits: [anyRange('ipv4Mapped'), anyNetwork, unwrapped],
    noticedBy: blocked('http://[::ffff:127.0.0.1]'),
  },
  {
    id: 'nat64-addresses',
    removes: 'the refusal of NAT64 addresses',
    edits: [anyRange('rfc6052'), anyNetwork, unwrapped],
    noticedBy: blocked('http://[64:ff9b::7f00:1]'),
  },
  {
    id: 'six-to-four-addresses',
    removes: 'the refusal of 6to4 addresses',
    edits: [anyRange('6to4'), unwrapped],
    noticedBy: blocked('http://[2002:7f00:1::]'),
  },
  {
    id: 'teredo-addresses',
    removes: 'the refusal of Teredo addresses',
    edits: [anyRange('teredo'), unwrapped],
    noticedBy: blocked('http://[2001:0:7f00:1::]'),
  },
  {
    id: 'metadata-addresses',
    removes: 'the refusal of link-local addresses, where clouds keep their metadata',
    edits: [anyRange('linkLocal'), anyMetadata],
    noticedBy: blocked('http://169.254.169.254'),
  },
  {
    id: 'carrier-addresses',
    removes: 'the refusal of carrier-grade NAT, where some clouds keep theirs',
    edits: [anyRange('carrierGradeNat'), anyMetadata],
    noticedBy: blocked('http://100.100.100.200'),
  },
  {
    id: 'ports-unchecked',
    removes: 'the refusal of ports that serve something else',
    edits: [{ file: policy, find: 'if (refusedPorts.has(port) && ', replace: 'if (port < 0 && ' }],
    noticedBy: { file: addresses, test: ':5432' },
  },
  {
    id: 'own-port-callable',
    removes: 'the refusal of this server itself',
    edits: [{ file: policy, find: 'if (this.#ownPorts.has(port))', replace: 'if (port < 0)' }],
    noticedBy: { file: addresses, test: 'that is this server itself is blocked whatever is allowed' },
  },
];
