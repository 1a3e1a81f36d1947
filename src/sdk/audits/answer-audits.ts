import { deepEqual, equal, ok } from 'node:assert/strict';
import { finishReasons, type Choice, type Completion, type FinishReason } from '../completion.js';
import type { Audit } from './audit.js';
import type { AuditReply } from './audit-reply.js';
import type { AuditedPlugin } from './audited-plugin.js';
import { completionOf } from './audited-call.js';

/** What an adapter must make of good replies. */
export function answerAudits({ replies }: AuditedPlugin, streams: boolean): readonly Audit[] {
  const whole: readonly Audit[] = [
    {
      name: 'whole',
      run: async (plugin) => isGreeting(completionOf(await plugin.call(replies.whole)), replies.text),
    },
    {
      name: 'usage',
      run: async (plugin) => deepEqual(completionOf(await plugin.call(replies.whole)).usage, replies.usage),
    },
  ];
  const streamed: readonly Audit[] = [
    { name: 'streamed', run: (plugin) => readsStream(plugin, undefined) },
    { name: 'streamed:pieces', run: (plugin) => readsStream(plugin, 7) },
    {
      name: 'streamed:one-byte-pieces',
      run: async (plugin) => {
        const bytes = new TextEncoder().encode(replies.text).length;
        ok(
          bytes > replies.text.length,
          'Let a character of the text take several bytes, such as é, so that it is cut.',
        );
        await readsStream(plugin, 1);
      },
    },
    {
      name: 'usage:streamed',
      run: async (plugin) =>
        deepEqual(completionOf(await plugin.call(streamOf(plugin), { stream: true })).usage, replies.usage),
    },
    {
      name: 'same-whole-and-streamed',
      run: async (plugin) => {
        const one = completionOf(await plugin.call(replies.whole));
        const other = completionOf(await plugin.call(streamOf(plugin), { stream: true }));
        deepEqual(other.choices.map(comparable), one.choices.map(comparable));
        deepEqual(other.usage, one.usage);
      },
    },
  ];
  const reasons = new Set<FinishReason>(['length', ...(replies.finishes ?? []).map((one) => one.finishReason)]);
  const finishes = [...reasons].map((reason): Audit => ({
    name: `finish:${reason}`,
    run: async (plugin) => {
      const supplied = (replies.finishes ?? []).filter((one) => one.finishReason === reason);
      ok(supplied.length > 0, 'Supply an answer that ends at the length limit, among the finishes.');
      for (const { reply } of supplied) {
        const completion = completionOf(await plugin.call(reply, { stream: isStream(reply) }));
        equal(completion.choices[0]?.finishReason, reason);
      }
    },
  }));
  return [...whole, ...(streams ? streamed : []), ...finishes];
}

/** The reply that streams; a plugin that declares streaming must supply one. */
export function streamOf({ replies: { streamed } }: AuditedPlugin): AuditReply {
  if (streamed === undefined) throw new Error('Supply a streamed reply, since streaming is declared.');
  return streamed;
}

/** Whether a reply is one to a request that asked for a stream. */
export const isStream = ({ body, headers }: AuditReply): boolean =>
  /stream|ndjson/.test(headers?.['content-type'] ?? '') || (typeof body === 'string' && /^(data|event):/.test(body));

async function readsStream(plugin: AuditedPlugin, pieceSize: number | undefined): Promise<void> {
  const { text } = plugin.replies;
  const call = await plugin.call(streamOf(plugin), { stream: true, pieceSize });
  isGreeting(completionOf(call), text);
  equal(call.deltas.map(({ text: piece = '' }) => piece).join(''), text, 'The deltas do not add up to the text.');
}

function isGreeting({ choices, usage }: Completion, text: string): void {
  ok(choices.length > 0, 'An answer has at least one choice.');
  equal(choices[0]?.text, text);
  equal(choices[0]?.finishReason, 'stop');
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

const comparable = ({ text, finishReason, reasoning, toolCalls }: Choice) => ({
  text,
  finishReason,
  reasoning,
  toolCalls: toolCalls.map(({ name, arguments: given }) => ({ name, given })),
});
