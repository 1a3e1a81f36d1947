import { equal, ok } from 'node:assert/strict';
import { ByomError } from '../errors.js';
import type { AuditReply } from './audit-reply.js';
import type { Audit, AuditSubject } from './audit.js';
import { auditedCall, type AuditedCallOptions } from './audited-call.js';

const half = (reply: AuditReply): AuditReply => ({ ...reply, body: reply.body.slice(0, reply.body.length / 2) });
const page: AuditReply = { headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' };
const garbage = ['', 'null', '[]', '{}', '"text"', '{"choices":[null]}', 'not json'].map((body): AuditReply => ({
  body,
}));
const badStreams = ['', 'data: not json\n\n', 'data: null\n\n', 'data: []\n\n', ': nothing\n\n'].map(
  (body): AuditReply => ({ headers: { 'content-type': 'text/event-stream' }, body }),
);

/** What an adapter must make of bad replies and refusals. */
export const failureAudits = [
  {
    name: 'a reply that is no answer fails as PROVIDER_PROTOCOL',
    async run(subject) {
      for (const reply of [page, ...garbage, half(subject.replies.whole)]) {
        await failsWith('PROVIDER_PROTOCOL', subject, reply);
      }
    },
  },
  {
    name: 'a stream that is none, or ends too early, fails as PROVIDER_PROTOCOL',
    streaming: true,
    async run(subject) {
      const { streamed } = subject.replies;
      if (streamed === undefined) throw new Error('Supply a streamed reply, since streaming is declared.');
      for (const reply of [page, ...badStreams, half(streamed)]) {
        await failsWith('PROVIDER_PROTOCOL', subject, reply, { stream: true });
      }
    },
  },
  {
    name: "refusals have the product's codes and none of the provider's text",
    async run(subject) {
      ok(subject.replies.errors.length > 0, 'Supply at least one refusal.');
      for (const { reply, code } of subject.replies.errors) {
        const error = await failsWith(code, subject, reply);
        for (const text of textsIn(reply.body)) {
          ok(!`${error.message} ${JSON.stringify(error)}`.includes(text), `${code} repeats what the provider said.`);
        }
      }
    },
  },
] as const satisfies readonly Audit[];

async function failsWith(
  code: string,
  { connect, request, baseUrl }: AuditSubject,
  reply: AuditReply,
  options?: AuditedCallOptions,
): Promise<ByomError> {
  const { outcome, sent } = await auditedCall(connect(), request, baseUrl, reply, options);
  const said = reply.body.slice(0, 60);
  if ('completion' in outcome) throw new Error(`It answers where the reply is a failure: ${said}`);
  if (!ByomError.is(outcome.error))
    throw new Error(`Its failure is no ProviderError: ${said}`, { cause: outcome.error });
  equal(outcome.error.code, code, `${outcome.error.code} in place of ${code}: ${said}`);
  equal(sent.length, 1, 'A refusal is not sent again: retrying is up to the host.');
  return outcome.error;
}

/** Sentences of a body, which say more than identifiers do. */
function textsIn(body: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && value.trim().includes(' ')) found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  try {
    visit(JSON.parse(body));
  } catch {
    visit(body);
  }
  return found;
}
