import { deepEqual, equal, ok } from 'node:assert/strict';
import { finishReasons, type Completion } from '../completion.js';
import type { Audit, AuditSubject } from './audit.js';
import { auditedCall, completionOf } from './audited-call.js';

/** What an adapter must make of good replies. */
export const answerAudits = [
  {
    name: 'a whole reply is read',
    async run(subject) {
      const { connect, request, baseUrl, replies } = subject;
      const completion = completionOf(await auditedCall(connect(), request, baseUrl, replies.whole));
      checkCompletion(completion, subject);
    },
  },
  {
    name: 'a streamed reply is read, however its bytes are cut',
    streaming: true,
    async run(subject) {
      const { connect, request, baseUrl, replies } = subject;
      if (replies.streamed === undefined) throw new Error('Supply a streamed reply, since streaming is declared.');
      const whole = completionOf(await auditedCall(connect(), request, baseUrl, replies.whole));
      for (const pieceSize of [1, 7, undefined]) {
        const call = await auditedCall(connect(), request, baseUrl, replies.streamed, { stream: true, pieceSize });
        const completion = completionOf(call);
        checkCompletion(completion, subject);
        deepEqual(completion.choices, whole.choices);
        deepEqual(completion.usage, whole.usage);
        equal(call.deltas.map(({ text = '' }) => text).join(''), replies.text);
      }
    },
  },
] as const satisfies readonly Audit[];

function checkCompletion({ choices, usage }: Completion, { replies }: AuditSubject): void {
  ok(choices.length > 0, 'An answer has at least one choice.');
  equal(choices[0]?.text, replies.text);
  for (const choice of choices) {
    ok(finishReasons.includes(choice.finishReason), `${choice.finishReason} is no finish reason.`);
    ok(Array.isArray(choice.toolCalls), 'A choice lists its tool calls, also where it made none.');
  }
  if (usage === undefined) return;
  for (const count of Object.values(usage))
    ok(Number.isSafeInteger(count) && count >= 0, 'Tokens are counted in whole.');
  ok(usage.cachedInputTokens <= usage.inputTokens, 'Input tokens include the cached ones.');
  ok(usage.reasoningTokens <= usage.outputTokens, 'Output tokens include the reasoning ones.');
}
