import { ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Logger } from '../host-tokens.js';
import type { Audit } from './audit.js';
import { auditHost } from './audit-host.js';
import { bytesOf, type AuditReply } from './audit-reply.js';

const canary = 'sk-canary-0123456789abcdefghijklmnop';

/** A provider that repeats the key in what it says must not get it into an error, a log or a report. */
export const keyAudits: readonly Audit[] = [
  {
    name: 'key-hidden',
    run: async (plugin) => {
      const written: unknown[] = [];
      const write = (...said: readonly unknown[]) => void written.push(said);
      const adapter = plugin.connect(auditHost({ info: write, warn: write, error: write } satisfies Logger));
      const restore = listenToConsole(write);
      try {
        for (const { reply } of [...plugin.replies.errors, ...unusual]) {
          for (const stream of [false, true]) {
            const { outcome } = await plugin.call(withCanary(reply), { adapter, stream });
            const shown =
              'completion' in outcome
                ? inspect(outcome.completion.reports, { depth: Infinity })
                : everythingOf(outcome.error);
            ok(!shown.includes(canary), 'A key that the provider repeats is in what a failure shows.');
          }
        }
      } finally {
        restore();
      }
      ok(!inspect(written, { depth: Infinity }).includes(canary), 'A key that the provider repeats is in a log.');
    },
  },
];

const unusual: readonly { readonly reply: AuditReply }[] = [
  { reply: { status: 418, body: { error: { message: 'What is this?', type: 'odd', param: null } } } },
  { reply: { status: 500, headers: { 'content-type': 'text/html' }, body: '<p>The server broke.</p>' } },
  { reply: { body: '{"id": "cut off' } },
];

/** The reply with the key in everything that a provider words freely. */
function withCanary(reply: AuditReply): AuditReply {
  if (reply.body instanceof Uint8Array) return reply;
  const text = new TextDecoder().decode(bytesOf(reply));
  const body = text
    .replaceAll(
      /"(message|detail|error|reason|status|description)"\s*:\s*"/gi,
      (start) => `${start}Not with ${canary}: `,
    )
    .replace('<p>', `<p>${canary} `)
    .replace('cut off', `cut off ${canary}`);
  return { ...reply, body, headers: { ...reply.headers, 'x-warning': canary } };
}

function everythingOf(error: unknown): string {
  const { stack = '', message = '' } = error instanceof Error ? error : {};
  return [message, stack, JSON.stringify(error), inspect(error, { depth: Infinity, showHidden: true })].join('\n');
}

const methods = ['debug', 'log', 'info', 'warn', 'error'] as const;

function listenToConsole(write: (...said: readonly unknown[]) => void): () => void {
  const before = methods.map((name) => [name, console[name]] as const);
  for (const name of methods) console[name] = write;
  return () => {
    for (const [name, method] of before) console[name] = method;
  };
}
