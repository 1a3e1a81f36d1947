import { equal } from 'node:assert/strict';
import type { ProviderResponse } from '../define-provider.js';
import { ByomError } from '../errors.js';
import type { Audit } from './audit.js';
import { auditedCall, type AuditedCall } from './audited-call.js';

/** What an adapter must do when nobody wants its answer any more. */
export const abortAudits = [
  {
    name: 'an abort before the reply ends the call',
    async run({ connect, request, baseUrl, replies }) {
      const { signal, abort, aborted } = abortable();
      const call = auditedCall(connect(), request, baseUrl, replies.whole, {
        signal,
        respond: async (): Promise<ProviderResponse> => {
          setImmediate(abort);
          throw await aborted;
        },
      });
      isCancelled(await soon(call));
    },
  },
  {
    name: 'an abort within the stream ends the call',
    streaming: true,
    async run({ connect, request, baseUrl, replies }) {
      const { signal, abort, aborted } = abortable();
      const reply = replies.streamed ?? replies.whole;
      const failure = () => {
        setImmediate(abort);
        return aborted;
      };
      const failAfter = { bytes: Math.floor(reply.body.length / 2), failure };
      isCancelled(await soon(auditedCall(connect(), request, baseUrl, reply, { stream: true, signal, failAfter })));
    },
  },
] as const satisfies readonly Audit[];

function abortable() {
  const controller = new AbortController();
  const reason = new ByomError('CANCELLED', 'It was cancelled.');
  const aborted = new Promise<Error>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(reason), { once: true });
  });
  return { signal: controller.signal, abort: () => controller.abort(reason), aborted };
}

async function soon(call: Promise<AuditedCall>): Promise<AuditedCall> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It goes on after the abort.')), 2_000);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isCancelled({ outcome, sent }: AuditedCall): void {
  if ('completion' in outcome) throw new Error('It answers though it was aborted.');
  equal(ByomError.is(outcome.error) && outcome.error.code, 'CANCELLED');
  equal(sent.length, 1, 'An abort is no reason to send again.');
}
