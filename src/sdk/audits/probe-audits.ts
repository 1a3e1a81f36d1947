import { deepEqual, ok } from 'node:assert/strict';
import { believableFacts } from '../../catalogue/believable-facts.js';
import type { ProviderAdapter, ProviderRequestInit } from '../define-provider.js';
import type { Audit } from './audit.js';
import { responseOf, type AuditReply } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import type { ProbeCase } from './probe-case.js';

const notFound: AuditReply = { status: 404, body: { error: 'not found' } };
const patienceMs = 1_000;
const mostRequests = 5;

/** What servers say that are broken, or something else altogether. */
const nonsense: readonly AuditReply[] = [
  notFound,
  { status: 500, body: { error: 'It broke.' } },
  { headers: { 'content-type': 'text/html' }, body: '<html></html>' },
  { body: '' },
  { body: null },
  { body: [] },
  { body: {} },
  { body: { error: 'Unexpected endpoint or method.' } },
  { body: { data: 'none', models: 7, model_info: null, parameters: [], capabilities: 'all' } },
  { body: { data: [null, 1, 'a', {}], models: [null, 1, 'a', {}] } },
];

/** A server that is asked for facts is believed, within reason; one that says nothing of use fails nobody. */
export const probeAudits: readonly Audit[] = [
  {
    name: 'probe',
    run: async (plugin) => {
      const { probe: cases = [] } = plugin.conformance;
      const asks = plugin.connect().probe !== undefined;
      ok(asks || cases.length === 0, 'There are cases of a probe, and the adapter has none.');
      ok(!asks || cases.length > 0, 'The adapter has a probe and no case shows it: add one to the fixtures.');
      for (const one of cases) {
        const { notes: _, ...facts } = believableFacts(await probed(plugin, one.model, replyTo(one)));
        deepEqual(facts, one.facts, `Of ${one.model} it learns ${JSON.stringify(facts)}.`);
      }
    },
  },
  {
    name: 'probe-fails-quietly',
    run: async (plugin) => {
      if (plugin.connect().probe === undefined) return;
      for (const reply of nonsense) {
        // To fail is as good as to know nothing: the host takes both alike.
        const facts = await probed(plugin, 'any', () => reply).catch((error: unknown) => {
          if (error instanceof BrokenPromise) throw error;
          return {};
        });
        const { contextWindow, maxOutputTokens } = believableFacts(facts);
        deepEqual(
          [contextWindow, maxOutputTokens],
          [undefined, undefined],
          'It makes up a number that no server said.',
        );
      }
    },
  },
];

class BrokenPromise extends Error {}

const replyTo =
  ({ replies }: ProbeCase) =>
  (asked: string): AuditReply =>
    replies[asked] ?? notFound;

async function probed(plugin: AuditedPlugin, model: string, reply: (asked: string) => AuditReply): Promise<unknown> {
  const adapter: ProviderAdapter = plugin.connect();
  const { origin } = new URL(plugin.baseUrl);
  const broken: string[] = [];
  let sent = 0;
  const fetch = async (url: string | URL, { method = 'GET' }: ProviderRequestInit = {}) => {
    const target = new URL(url);
    if (target.origin !== origin) broken.push('It asks another server than its own.');
    if (method !== 'GET' && method !== 'POST') broken.push('It asks by another method than GET and POST.');
    if (++sent > mostRequests) broken.push(`It sends more than ${mostRequests} requests.`);
    return responseOf(reply(`${method} ${target.pathname}${target.search}`), target.href);
  };
  const call = {
    fetch,
    baseUrl: plugin.baseUrl,
    fields: plugin.conformance.fields ?? {},
    signal: AbortSignal.timeout(patienceMs),
  };
  const late = new Promise<never>((_, reject) => {
    call.signal.addEventListener('abort', () => reject(new BrokenPromise('It never ends.')), { once: true });
  });
  const told = await Promise.race([adapter.probe!(model, call), late]).catch((error: unknown) => ({ error }));
  if (broken[0] !== undefined) throw new BrokenPromise(broken[0]);
  if (typeof told === 'object' && told !== null && 'error' in told) throw told.error;
  return told;
}
