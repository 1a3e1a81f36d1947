import { deepEqual, equal, ok } from 'node:assert/strict';
import { ProviderError } from '../errors.js';
import type { Audit } from './audit.js';
import { streamOf } from './answer-audits.js';
import { bytesOf, type AuditReply } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { completionOf, failureOf, type AuditedCallOptions } from './audited-call.js';

const page: AuditReply = { headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' };
const json = (body: string): AuditReply => ({ headers: { 'content-type': 'application/json' }, body });
const stream = (body: string): AuditReply => ({ headers: { 'content-type': 'text/event-stream' }, body });
const malformed: readonly AuditReply[] = [
  page,
  ...['', 'null', '[]', '{}', '"text"', '{"choices":[null]}', 'not json'].map(json),
];
const malformedStreams: readonly AuditReply[] = [
  page,
  ...['', 'data: not json\n\n', 'data: null\n\n', 'data: []\n\n', ': nothing\n\n'].map(stream),
];
/** At how many places a reply is cut. */
const cuts = 64;

/** What an adapter must make of replies that are none. */
export function failureAudits(_: AuditedPlugin, streams: boolean): readonly Audit[] {
  const whole: readonly Audit[] = [
    { name: 'malformed', run: (plugin) => allFail(plugin, malformed, {}) },
    { name: 'truncated', run: (plugin) => isNeverHalfRead(plugin, plugin.replies.whole, {}) },
    { name: 'lost-connection', run: (plugin) => passesOnLoss(plugin, plugin.replies.whole, {}) },
  ];
  const streamed: readonly Audit[] = [
    { name: 'malformed:streamed', run: (plugin) => allFail(plugin, malformedStreams, { stream: true }) },
    { name: 'truncated:streamed', run: (plugin) => isNeverHalfRead(plugin, streamOf(plugin), { stream: true }) },
    { name: 'lost-connection:streamed', run: (plugin) => passesOnLoss(plugin, streamOf(plugin), { stream: true }) },
  ];
  return streams ? [...whole, ...streamed] : whole;
}

async function allFail(
  plugin: AuditedPlugin,
  replies: readonly AuditReply[],
  options: AuditedCallOptions,
): Promise<void> {
  for (const reply of replies) {
    const call = await plugin.call(reply, options);
    const said = new TextDecoder().decode(bytesOf(reply));
    if ('completion' in call.outcome) throw new Error(`It answers where the reply is a failure: ${said}`);
    equal(failureOf(call).code, 'PROVIDER_PROTOCOL', `The reply is ${said}`);
  }
}

/** Cut anywhere, a reply is PROVIDER_PROTOCOL, or the whole answer where only what follows the answer is missing. */
async function isNeverHalfRead(plugin: AuditedPlugin, reply: AuditReply, options: AuditedCallOptions): Promise<void> {
  const bytes = bytesOf(reply);
  const { choices } = completionOf(await plugin.call(reply, options));
  const step = Math.max(1, Math.floor(bytes.length / cuts));
  for (let at = 0; at < bytes.length; at += step) {
    const body = bytes.slice(0, at);
    const headers = { 'content-type': options.stream ? 'text/event-stream' : 'application/json', ...reply.headers };
    const call = await plugin.call({ ...reply, headers, body }, options);
    if ('completion' in call.outcome) {
      ok(at > 0, 'It answers where nothing came.');
      deepEqual(
        call.outcome.completion.choices,
        choices,
        `Cut after ${at} bytes, half an answer is taken for a whole one.`,
      );
    } else equal(failureOf(call).code, 'PROVIDER_PROTOCOL', `It was cut after ${at} bytes.`);
  }
}

async function passesOnLoss(plugin: AuditedPlugin, reply: AuditReply, options: AuditedCallOptions): Promise<void> {
  const lost = () =>
    Promise.resolve(new ProviderError('PROVIDER_UNREACHABLE', 'The connection to the provider broke.'));
  const failAfter = { bytes: Math.floor(bytesOf(reply).length / 2), failure: lost };
  for (const broken of [{ failAfter }, { respond: async () => Promise.reject(await lost()) }]) {
    const call = await plugin.call(reply, { ...options, ...broken });
    equal(failureOf(call).code, 'PROVIDER_UNREACHABLE', 'What the host knows of a failure is to be passed on.');
    equal(call.sent.length, 1, 'It sends again: retrying is up to the host.');
  }
}
