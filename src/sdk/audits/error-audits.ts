import { equal, ok } from 'node:assert/strict';
import { errorCodes } from '../error-codes.js';
import { ProviderError } from '../errors.js';
import { retryAfterMs } from '../retry-after.js';
import type { Audit } from './audit.js';
import { bytesOf, responseOf } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { failureOf } from './audited-call.js';
import { errorCases, streamedCases, type ErrorCase } from './error-cases.js';
import type { ErrorReply } from './provider-replies.js';

/** What each way in which the provider fails must become: a typed code, told without a word of the provider's own. */
export function errorAudits({ replies }: AuditedPlugin, streams: boolean): readonly Audit[] {
  return (Object.keys(errorCases) as readonly ErrorCase[])
    .filter((name) => streams || !streamedCases.includes(name))
    .map((name) => ({
      name: `error:${name}`,
      run: async (plugin) => {
        const supplied = replies.errors.filter((one) => one.case === name);
        ok(supplied.length > 0, 'Supply how the provider says it, or skip it with the reason why it cannot happen.');
        for (const one of supplied) await isTold(plugin, one, streams);
      },
    }));
}

async function isTold(plugin: AuditedPlugin, one: ErrorReply, streams: boolean): Promise<void> {
  const refused = (one.reply.status ?? 200) >= 400;
  // A refusal is read alike whatever was asked for; what happens within a stream needs one.
  const ways = streamedCases.includes(one.case) ? [true] : refused && streams ? [false, true] : [false];
  for (const stream of ways) {
    const call = await plugin.call(one.reply, { stream });
    const error = failureOf(call);
    const code = one.code ?? errorCases[one.case];
    equal(error.code, code, `${error.code} in place of ${code}.`);
    equal(error.retryable, errorCodes[code].retryable, 'Whether it is retryable goes by its code.');
    ok(ProviderError.is(error), 'A failure of the provider is a ProviderError.');
    const { failure } = error;
    if (refused) equal(failure.status, one.reply.status);
    const wait = one.retryAfterMs ?? (refused ? retryAfterMs(responseOf(one.reply, '').headers) : undefined);
    if (wait !== undefined)
      equal(failure.retryAfterMs, wait, `retryAfterMs is ${failure.retryAfterMs} in place of ${wait}.`);
    if (one.requestId !== undefined) equal(failure.requestId, one.requestId);
    const shown = `${error.message} ${JSON.stringify(error)}`;
    for (const text of sentencesOf(one)) ok(!shown.includes(text), 'It repeats what the provider said.');
    equal(call.sent.length, 1, 'It sends again: retrying is up to the host.');
  }
}

/** Sentences of a body, which say more than identifiers do. */
function sentencesOf({ reply }: ErrorReply): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && value.trim().includes(' ')) found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  const text = new TextDecoder().decode(bytesOf(reply));
  for (const line of [text, ...text.split('\n').map((each) => each.replace(/^data: ?/, ''))]) {
    try {
      visit(JSON.parse(line));
    } catch {
      // No JSON, so no field that could be a sentence.
    }
  }
  return found;
}
