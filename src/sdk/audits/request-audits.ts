import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Auth } from '../auth.js';
import { authChoices } from '../auth-fields.js';
import type { ProviderRequestInit } from '../define-provider.js';
import type { JsonValue } from '../json.js';
import type { Audit } from './audit.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { completionOf, type SentRequest } from './audited-call.js';
import { scenarios, type ScenarioRequest } from './scenarios.js';
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
export function requestAudits(_: AuditedPlugin, streams: boolean): readonly Audit[] {
  return [
    {
      name: 'round-trip',
      run: async (plugin) => {
        const { streamed, whole } = plugin.replies;
        for (const stream of streams && streamed !== undefined ? [false, true] : [false]) {
          const prepared = plugin.prepared(scenarios.streamed.request, undefined, stream);
          const call = await plugin.call(stream ? (streamed ?? whole) : whole, { stream });
          completionOf(call);
          const { url, init } = onlyOne(call.sent);
          equal(url, plugin.baseUrl + prepared.path, 'It is sent elsewhere than prepare shows.');
          equal(init.method, prepared.method);
          deepEqual(
            bodyOf(init),
            JSON.parse(JSON.stringify(prepared.body)),
            'It sends another body than prepare shows.',
          );
          const headers = headersOf(init);
          for (const [name, value] of Object.entries(prepared.headers ?? {}))
            equal(headers.get(name.toLowerCase()), value);
        }
      },
    },
    {
      name: 'environment',
      run: async (plugin) => {
        await withEnvironment(async (canary) => {
          const call = await plugin.call(plugin.replies.whole);
          completionOf(call);
          const { url, init } = onlyOne(call.sent);
          const headers = headersOf(init);
          const all = `${url} ${JSON.stringify([...headers])} ${JSON.stringify(bodyOf(init))}`;
          ok(!all.includes(canary), 'It sends what the environment holds.');
          ok(url.startsWith(`${plugin.baseUrl}/`), "It sends to another address than the credential's.");
        });
      },
    },
    {
      name: 'no-key-of-its-own',
      run: async (plugin) => {
        const call = await plugin.call(plugin.replies.whole);
        const named = new Set(authChoices(plugin.definition.auth).flatMap(headersOfAuth));
        const headers = [...headersOf(onlyOne(call.sent).init).keys()];
        const keys = headers.filter((name) => keyHeaders.has(name) || named.has(name));
        deepEqual(keys, [], 'The host alone adds a key.');
      },
    },
    {
      name: 'request-unchanged',
      run: async (plugin) => {
        const model = plugin.modelWith();
        const adapter = plugin.connect();
        const { request } = plugin.adapted(rich, model);
        const before = JSON.stringify(request);
        adapter.prepare(request, { stream: streams });
        equal(JSON.stringify(request), before, 'The request it was given is changed.');
      },
    },
    { name: 'no-silent-change', run: tellsEveryChange },
  ];
}

const rich: ScenarioRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Say hello.' },
  ],
  parameters: { temperature: 0.37, topP: 0.61, maxOutputTokens: 4_321, stop: ['STOP-7'], seed: 4_711 },
};
/** Values near the ends of the uniform ranges, where clamping in silence would show. */
const extreme: ScenarioRequest = {
  ...rich,
  parameters: {
    temperature: 1.93,
    topP: 0.97,
    topK: 97,
    maxOutputTokens: 777_777,
    frequencyPenalty: 1.87,
    presencePenalty: -1.83,
  },
};

/** What is left of a request after the rules is in the body with its value, or the answer tells that it is not. */
async function tellsEveryChange(plugin: AuditedPlugin): Promise<void> {
  for (const asked of [rich, extreme]) {
    const { request } = plugin.adapted(asked);
    const call = await plugin.call(plugin.replies.whole, { request: asked });
    const told = new Set(completionOf(call).reports?.map(({ parameter }) => parameter));
    const values = leavesOf(bodyOf(onlyOne(call.sent).init));
    for (const [name, value] of Object.entries(request.parameters)) {
      if (value === undefined || told.has(name) || name === 'reasoningEffort') continue;
      const leaves = Array.isArray(value) ? (value as readonly JsonValue[]) : [value as JsonValue];
      ok(
        leaves.every((leaf) => values.has(JSON.stringify(leaf))),
        `${name} is ${JSON.stringify(value)}, is sent as something else or not at all, and nobody is told: declare it as a quirk.`,
      );
    }
    const texts = [...values];
    for (const { content } of request.messages)
      ok(
        texts.some((text) => text.includes(JSON.stringify(content).slice(1, -1))),
        'A message is not sent as it is, and nobody is told.',
      );
  }
}

function leavesOf(value: JsonValue, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) leavesOf(inner, found);
  else found.add(JSON.stringify(value));
  return found;
}

function onlyOne(sent: readonly SentRequest[]): SentRequest {
  equal(sent.length, 1, `An attempt sends exactly one request, not ${sent.length}.`);
  return sent[0]!;
}

function headersOf({ headers }: ProviderRequestInit): Map<string, string> {
  if (typeof headers !== 'object' || headers === null) return new Map();
  const entries = Symbol.iterator in headers ? [...(headers as Iterable<[string, unknown]>)] : Object.entries(headers);
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function bodyOf({ body }: ProviderRequestInit): JsonValue {
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array)) as JsonValue;
}
