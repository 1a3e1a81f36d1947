import type { SeededFault } from '../seeded-fault.js';

const egress = 'test/integration/egress.test.ts';
const addresses = 'test/unit/egress-endpoint-policy.test.ts';
const scrubbed = {
  file: 'test/unit/egress-scrubber.test.ts',
  test: 'lets no form of a key through, whole or in pieces',
};
const policy = 'src/egress/endpoint-policy.ts';
const exchange = 'src/egress/provider-exchange.ts';
const scrubber = 'src/egress/secret-scrubber.ts';
const publicAddress = 'src/egress/public-address.ts';
const anyRange = (range: string) => ({
  file: publicAddress,
  find: "if (address.range() !== 'unicast' || ",
  replace: `if (!['unicast', '${range}'].includes(address.range()) || `,
});
/** IPv6 addresses outside of 2000::/3 are refused whatever their range is called. */
const anyNetwork = { file: publicAddress, find: 'address.match(globalUnicast) && ', replace: '' };
const blocked = (url: string) => ({ file: addresses, test: `that is none of a customer’s is blocked: ${url}` });

export const egressFaults: readonly SeededFault[] = [
  {
    id: 'origin-unchecked',
    removes: 'the rule that a key goes to its own origin only',
    edits: [
      {
        file: 'src/egress/guarded-egress.ts',
        find: 'if (target.origin !== route.credential.origin)',
        replace: 'if (target.origin === undefined)',
      },
    ],
    noticedBy: { file: egress, test: 'goes to the credential’s own origin only' },
  },
  {
    id: 'sent-without-a-credential',
    removes: 'the error where nobody has given a key',
    edits: [
      {
        file: 'src/use-cases/resolve-credential.ts',
        find: 'if (!keyless || !placed) throw',
        replace: 'if (keyless === undefined) throw',
      },
    ],
    noticedBy: {
      file: 'test/integration/generate-credentials.test.ts',
      test: 'is nobody’s without a credential: nothing is sent, whatever the environment holds',
    },
  },
  {
    id: 'key-of-the-environment',
    removes: 'the rule that no key comes from the environment',
    edits: [
      {
        file: 'src/egress/authenticated-headers.ts',
        find: "field(auth.field ?? 'apiKey');",
        replace: "(field(auth.field ?? 'apiKey') ?? process.env['OPENAI_API_KEY']);",
      },
    ],
    noticedBy: {
      file: 'test/unit/vault-opening.test.ts',
      test: 'nothing on the way of a paid call reads the environment',
    },
  },
  {
    id: 'provider-variables-left',
    removes: 'the removal of providers’ variables at the start',
    edits: [
      {
        file: 'src/server/main.ts',
        find: 'removeProviderVariables(process.env)',
        replace: 'removeProviderVariables({})',
      },
    ],
    noticedBy: {
      file: 'test/integration/own-environment.test.ts',
      test: 'has no variable of a provider left once it has started',
    },
  },
  {
    id: 'literal-addresses-unchecked',
    removes: 'the check of an address that is written out',
    edits: [
      {
        file: policy,
        find: 'if (isLiteral(url.hostname)) this.#checkAddress(',
        replace: 'if (url.hostname === undefined) this.#checkAddress(',
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
        find: 'const addresses = await this.resolveName(host);\n    for (const { address } of addresses) this.#checkAddress(url.origin, portOf(url), address);\n',
        replace: 'const addresses = await this.resolveName(host);\n',
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
        find: ', lookup: pinned(addresses), ',
        replace:
          ', lookup: (name, _options, done) => void policy.addresses(`http://${name}`).then((all) => done(null, [...all])), ',
      },
    ],
    noticedBy: { file: egress, test: 'is noticed when a name changes between its check and the call' },
  },
  {
    id: 'mapped-addresses',
    removes: 'the refusal of IPv4 addresses written as IPv6 ones',
    edits: [anyRange('ipv4Mapped'), anyNetwork],
    noticedBy: blocked('http://[::ffff:127.0.0.1]'),
  },
  {
    id: 'nat64-addresses',
    removes: 'the refusal of NAT64 addresses',
    edits: [anyRange('rfc6052'), anyNetwork],
    noticedBy: blocked('http://[64:ff9b::7f00:1]'),
  },
  {
    id: 'six-to-four-addresses',
    removes: 'the refusal of 6to4 addresses',
    edits: [anyRange('6to4')],
    noticedBy: blocked('http://[2002:7f00:1::]'),
  },
  {
    id: 'teredo-addresses',
    removes: 'the refusal of Teredo addresses',
    edits: [anyRange('teredo')],
    noticedBy: blocked('http://[2001:0:7f00:1::]'),
  },
  {
    id: 'metadata-addresses',
    removes: 'the refusal of link-local addresses, where clouds keep their metadata',
    edits: [anyRange('linkLocal')],
    noticedBy: blocked('http://169.254.169.254'),
  },
  {
    id: 'carrier-addresses',
    removes: 'the refusal of carrier-grade NAT, where some clouds keep theirs',
    edits: [anyRange('carrierGradeNat')],
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
  {
    id: 'redirects-taken',
    removes: 'the refusal of redirects',
    edits: [{ file: exchange, find: 'if (status >= 300 && status < 400)', replace: 'if (status > 999)' }],
    noticedBy: { file: egress, test: 'that redirects is refused, and nothing is forwarded' },
  },
  {
    id: 'compressed-answers',
    removes: 'the refusal of answers that are compressed unasked',
    edits: [
      { file: exchange, find: "if (encoding !== undefined && encoding !== 'identity')", replace: 'if (status > 999)' },
    ],
    noticedBy: { file: egress, test: 'that is compressed unasked is refused' },
  },
  {
    id: 'endless-answers',
    removes: 'the most bytes of an answer',
    edits: [
      {
        file: exchange,
        find: 'if (this.#received > this.#options.maxResponseBytes)',
        replace: 'if (this.#received > 2 ** 40)',
      },
    ],
    noticedBy: { file: 'test/integration/make-call-faults.test.ts', test: 'an endless answer is the typed error' },
  },
  {
    id: 'no-deadline',
    removes: 'the deadline of an attempt',
    edits: [
      {
        file: 'src/use-cases/attempt-call.ts',
        find: 'setTimeout(() => abort.abort(tooLate()), deadlineMs)',
        replace: 'setTimeout(() => undefined, deadlineMs)',
      },
    ],
    noticedBy: { file: 'test/integration/make-call-faults.test.ts', test: 'a stop in the middle is the typed error' },
  },
  {
    id: 'headers-of-plugins',
    removes: 'what keeps plugins from setting who pays and where it goes',
    edits: [{ file: 'src/egress/request-headers.ts', find: 'if (hostOwned.has(lower) || ', replace: 'if (' }],
    noticedBy: { file: egress, test: 'carries the credential’s authentication and nobody else’s' },
  },
  {
    id: 'second-send',
    removes: 'the rule of one request an attempt',
    edits: [
      {
        file: 'src/egress/guarded-egress.ts',
        find: 'if (exchange) throw',
        replace: 'if (exchange?.sent === undefined && exchange) throw',
      },
    ],
    noticedBy: { file: egress, test: 'is sent once: a second send is refused' },
  },
  {
    id: 'echoed-keys',
    removes: 'the scrubbing of a key that comes back as it is',
    edits: [{ file: scrubber, find: 'new Set([secret, encodeURIComponent', replace: 'new Set([encodeURIComponent' }],
    noticedBy: scrubbed,
  },
  {
    id: 'keys-echoed-in-base64',
    removes: 'the scrubbing of a key that comes back in base64',
    edits: [{ file: scrubber, find: 'json, hex, ...base64, ...urlSafe', replace: 'json, hex, ...urlSafe.slice(3)' }],
    noticedBy: { file: 'test/unit/egress-scrubber.test.ts', test: 'finds a key in base64 wherever it stands' },
  },
  {
    id: 'keys-echoed-in-pieces',
    removes: 'the holding back of what may be the beginning of a key',
    edits: [{ file: scrubber, find: 'const keep = this.#heldBack(data);', replace: 'const keep = 0;' }],
    noticedBy: scrubbed,
  },
  {
    id: 'keys-echoed-in-headers',
    removes: 'the scrubbing of headers',
    edits: [
      {
        file: exchange,
        find: 'this.#options.scrubber?.scrubText(value) ?? value',
        replace: 'value',
      },
    ],
    noticedBy: { file: egress, test: 'shows the key in no part of it' },
  },
  {
    id: 'webhook-unsigned',
    removes: 'the signature of a webhook’s body',
    edits: [
      {
        file: 'src/egress/body-signature.ts',
        find: '.update(`${seconds}.${body}`)',
        replace: '.update(`${seconds}.`)',
      },
    ],
    noticedBy: {
      file: 'test/integration/metric-webhook.test.ts',
      test: 'is posted what there is to score, signed by the secret',
    },
  },
];
