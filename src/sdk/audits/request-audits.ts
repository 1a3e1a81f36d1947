import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Auth } from '../auth.js';
import { authChoices } from '../auth-fields.js';
import type { ProviderRequestInit } from '../define-provider.js';
import type { Audit } from './audit.js';
import { auditedCall, completionOf } from './audited-call.js';
import { withEnvironment } from './with-environment.js';

const keyHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'x-goog-api-key',
  'cookie',
]);

/** The headers that a way to authenticate fills in. */
function headersOfAuth(auth: Auth): readonly string[] {
  if (auth.kind === 'header') return [auth.name.toLowerCase()];
  return auth.kind === 'hmac' ? Object.keys(auth.headers).map((name) => name.toLowerCase()) : [];
}

/** What an adapter may send. */
export const requestAudits = [
  {
    name: 'what prepare shows is what is sent, once',
    async run({ definition, connect, request, baseUrl, replies }) {
      const streams = definition.models.some(({ features }) => features?.includes('streaming'));
      for (const stream of streams && replies.streamed ? [false, true] : [false]) {
        const reply = stream ? (replies.streamed ?? replies.whole) : replies.whole;
        const prepared = connect().prepare(request, { stream });
        const call = await auditedCall(connect(), request, baseUrl, reply, { stream });
        completionOf(call);
        const [{ url, init } = { url: '', init: {} as ProviderRequestInit }] = call.sent;
        equal(call.sent.length, 1, 'An attempt sends exactly one request.');
        equal(url, baseUrl + prepared.path);
        equal(init.method, prepared.method);
        deepEqual(JSON.parse(bodyText(init.body)), JSON.parse(JSON.stringify(prepared.body)));
        const headers = headersOf(init);
        for (const [name, value] of Object.entries(prepared.headers ?? {}))
          equal(headers.get(name.toLowerCase()), value);
      }
    },
  },
  {
    name: 'nothing of the process, and no key, is in a request',
    async run({ definition, connect, request, baseUrl, replies }) {
      const prefix = definition.id.toUpperCase().replaceAll('-', '_');
      await withEnvironment(prefix, async (canary) => {
        const call = await auditedCall(connect(), request, baseUrl, replies.whole);
        completionOf(call);
        for (const { url, init } of call.sent) {
          const headers = headersOf(init);
          ok(
            !`${url} ${JSON.stringify([...headers])} ${bodyText(init.body)}`.includes(canary),
            'It sends what the environment holds.',
          );
          ok(url.startsWith(`${baseUrl}/`), "It sends to another address than the credential's.");
          const named = new Set(authChoices(definition.auth).flatMap(headersOfAuth));
          const keys = [...headers.keys()].filter((name) => keyHeaders.has(name) || named.has(name));
          deepEqual(keys, [], 'The host alone adds a key.');
        }
      });
    },
  },
  {
    name: 'the request it is given stays as it was',
    async run({ connect, request, baseUrl, replies }) {
      const before = JSON.stringify(request);
      connect().prepare(request, { stream: true });
      await auditedCall(connect(), request, baseUrl, replies.whole);
      equal(JSON.stringify(request), before);
    },
  },
] as const satisfies readonly Audit[];

function headersOf({ headers }: ProviderRequestInit): Map<string, string> {
  if (typeof headers !== 'object' || headers === null) return new Map();
  const entries = Symbol.iterator in headers ? [...(headers as Iterable<[string, unknown]>)] : Object.entries(headers);
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

const bodyText = (body: unknown) => (typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array));
