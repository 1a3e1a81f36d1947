import type { SeededFault } from '../seeded-fault.js';

const egress = 'test/integration/egress.test.ts';
const trust = 'test/integration/egress-trust.test.ts';
const scrubbed = {
  file: 'test/unit/egress-scrubber.test.ts',
  test: 'lets no key through, whole or cut anywhere',
};
const echoes = 'test/integration/scrubbed-answers.test.ts';
const exchange = 'src/egress/provider-exchange.ts';
export const egressFaults: readonly SeededFault[] = [
  {
    id: 'origin-unchecked',
    removes: 'the rule that a key goes to its own origin only',
    edits: [
      {
        file: 'src/egress/outgoing-target.ts',
        find: 'if (target.origin !== origin)',
        replace: 'if (origin === undefined)',
      },
    ],
    noticedBy: { file: egress, test: 'goes to the credential’s own origin only' },
  },
  {
    id: 'paths-climbed',
    removes: 'the refusal of dots that lead out of a plugin’s path',
    edits: [
      { file: 'src/egress/outgoing-target.ts', find: 'if (climbs.test(path))', replace: 'if (path === undefined)' },
    ],
    noticedBy: { file: trust, test: 'is no name that leads out of the path' },
  },
  {
    id: 'secrets-of-anybody',
    removes: 'the rule that egress takes no secret but one that the vault has made',
    edits: [
      {
        file: 'src/egress/guarded-egress.ts',
        find: 'if (secret === null ? keyless === true : this.isTenantSecret(secret)) return;',
        replace: 'if (keyless !== null || secret !== undefined) return;',
      },
    ],
    noticedBy: { file: trust, test: 'is a secret that the vault has made, and nothing that looks like it' },
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
    id: 'certificates-unchecked',
    removes: 'the check of certificates whatever the environment says',
    edits: [
      {
        file: 'src/egress/guarded-dispatcher.ts',
        find: 'rejectUnauthorized: true',
        replace: 'rejectUnauthorized: false',
      },
    ],
    noticedBy: { file: trust, test: 'is no certificate that nobody vouches for' },
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
    edits: [
      {
        file: 'src/egress/secret-forms.ts',
        find: 'const forms = [secret, secret.toLowerCase(), secret.toUpperCase(), hex,',
        replace: 'const forms = [hex,',
      },
    ],
    noticedBy: scrubbed,
  },
  {
    id: 'keys-echoed-in-base64',
    removes: 'the scrubbing of a key that comes back in base64',
    edits: [
      {
        file: 'src/egress/secret-forms.ts',
        find: 'hex.toUpperCase(), ...base64Forms(utf8)];',
        replace: 'hex.toUpperCase()];',
      },
    ],
    noticedBy: { file: 'test/unit/egress-scrubber.test.ts', test: 'finds a key in base64 wherever it stands' },
  },
  {
    id: 'keys-echoed-in-pieces',
    removes: 'the holding back of what may be the beginning of a key',
    edits: [
      {
        file: 'src/egress/form-matcher.ts',
        find: 'const { clean, rest } = this.#scan(text, this.#opening(text, 0));',
        replace: 'const { clean, rest } = this.#scan(text, text.length);',
      },
    ],
    noticedBy: scrubbed,
  },
  {
    id: 'keys-echoed-in-headers',
    removes: 'the scrubbing of headers',
    edits: [
      {
        file: exchange,
        find: 'const scrub = this.#options.cleaner.value<string>;',
        replace: 'const scrub = (text: string) => text;',
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
  {
    id: 'keys-echoed-over-events',
    removes: 'the look at what the pieces of a stream make together',
    edits: [
      {
        file: 'src/egress/clean-deltas.ts',
        find: 'const told = channel.stream.push(text);',
        replace: 'const told = text;',
      },
    ],
    noticedBy: { file: echoes, test: 'is in no delta and no answer, however few characters come with each event' },
  },
  {
    id: 'keys-echoed-in-escapes',
    removes: 'the look at an answer once it is read',
    edits: [
      {
        file: 'src/use-cases/attempt-call.ts',
        find: 'read(asked.whole(clean))',
        replace: 'read(asked.whole(completion))',
      },
    ],
    noticedBy: { file: echoes, test: 'is in no text and no call of a tool, though JSON spells it in escapes' },
  },
  {
    id: 'keys-echoed-in-failures',
    removes: 'the look at a failure before it is told',
    edits: [
      {
        file: 'src/use-cases/attempt-call.ts',
        find: 'attempt.cleaner.error(errorOf(thrown, abort.signal, attempt))',
        replace: 'errorOf(thrown, abort.signal, attempt)',
      },
    ],
    noticedBy: { file: echoes, test: 'is in no error, though it stands where identifiers do' },
  },
  {
    id: 'keys-written-into-rows',
    removes: 'the refusal of an idempotency key that is a provider’s key, which would be stored as it is',
    edits: [{ file: 'src/use-cases/key-apart.ts', find: 'key.length >= shortestKey', replace: 'key.length < 0' }],
    noticedBy: { file: echoes, test: 'may not be the idempotency key' },
  },
];
