import { equal, ok } from 'node:assert/strict';
import type { ProviderResponse } from '../define-provider.js';
import { ByomError } from '../errors.js';
import type { Audit } from './audit.js';
import { streamOf } from './answer-audits.js';
import { bytesOf } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { failureOf, type AuditedCall } from './audited-call.js';

/** What an adapter must do when nobody wants its answer any more. */
export function abortAudits(_: AuditedPlugin, streams: boolean): readonly Audit[] {
  const whole: readonly Audit[] = [
    {
      name: 'abort:before-sending',
      run: async (plugin) => {
        const { signal, abort } = abortable();
        abort();
        await isCancelled(plugin.call(plugin.replies.whole, { signal }));
      },
    },
    {
      name: 'abort:before-headers',
      run: async (plugin) => {
        const { signal, abort, aborted } = abortable();
        const respond = async (): Promise<ProviderResponse> => {
          setImmediate(abort);
          throw await aborted;
        };
        await isCancelled(plugin.call(plugin.replies.whole, { signal, respond }));
      },
    },
    {
      name: 'abort:after-headers',
      run: async (plugin) => {
        const { signal, failure } = abortable();
        await isCancelled(plugin.call(plugin.replies.whole, { signal, failAfter: { bytes: 0, failure } }));
      },
    },
  ];
  const streamed: Audit = {
    name: 'abort:in-stream',
    run: async (plugin) => {
      const reply = streamOf(plugin);
      const length = bytesOf(reply).length;
      for (const share of [0, 0.5, 0.95]) {
        const { signal, failure } = abortable();
        const failAfter = { bytes: Math.floor(length * share), failure };
        await isCancelled(plugin.call(reply, { stream: true, signal, failAfter }));
      }
    },
  };
  return streams ? [...whole, streamed] : whole;
}

function abortable() {
  const controller = new AbortController();
  const reason = new ByomError('CANCELLED', 'It was cancelled.');
  const aborted = new Promise<Error>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(reason), { once: true });
  });
  const abort = () => controller.abort(reason);
  const failure = () => {
    setImmediate(abort);
    return aborted;
  };
  return { signal: controller.signal, abort, aborted, failure };
}

async function isCancelled(call: Promise<AuditedCall>): Promise<void> {
  const ended = await soon(call);
  if ('completion' in ended.outcome) throw new Error('It answers though it was aborted.');
  equal(failureOf(ended).code, 'CANCELLED');
  ok(ended.sent.length <= 1, 'An abort is no reason to send again.');
  for (const { init } of ended.sent) ok(init.signal?.aborted, "Hand the call's signal on to fetch.");
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
