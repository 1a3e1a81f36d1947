import {
  ownValue,
  type Completion,
  type CompletionReport,
  type FinishReason,
  type JsonValue,
  type TokenUsage,
  type ToolCall,
} from 'byom/sdk';
import { type AnswerHead, notAnAnswer, requestIdOf } from './answer-head.js';
import { isRecord } from './is-record.js';

type Fields = Readonly<Record<string, unknown>>;

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  content_filtered: 'content-filter',
  guardrail_intervened: 'content-filter',
};

const malformedStops: Readonly<Record<string, string>> = {
  malformed_model_output: 'The model wrote something that the provider could not read.',
  malformed_tool_use: 'The model called a tool with arguments that the provider could not read.',
};

const cutReason = 'The answer ended in the middle of a tool call, which is left out: allow it more tokens.';

/** Reads a whole answer, as it comes in a reply or is put together from a stream; strict in all that is used. */
export function fromConverse(body: unknown, head: AnswerHead): Completion {
  const output = isRecord(body) && isRecord(body['output']) ? body['output'] : {};
  const message = isRecord(output['message']) ? output['message'] : {};
  const { content } = message;
  const stopReason = isRecord(body) ? body['stopReason'] : undefined;
  if (!Array.isArray(content) || typeof stopReason !== 'string') {
    throw notAnAnswer('The provider answered with something that is no message.', head);
  }
  const text: string[] = [];
  const reasoning: string[] = [];
  const toolCalls: ToolCall[] = [];
  for (const block of content as readonly unknown[]) {
    if (!isRecord(block)) throw malformed(head);
    if ('text' in block) text.push(textIn(block['text'], head));
    if ('toolUse' in block) toolCalls.push(toToolCall(block['toolUse'], head));
    if ('reasoningContent' in block) reasoning.push(reasoningIn(block['reasoningContent'], head));
  }
  const usage = readUsage(isRecord(body) ? body['usage'] : undefined);
  const reason = ownValue(malformedStops, stopReason);
  const reports: CompletionReport[] = [];
  if (reason !== undefined) {
    reports.push({ quirk: 'malformed-stops', parameter: 'messages', reason, lossless: false });
  } else if (isRecord(body) && body['cut'] === true) {
    reports.push({ quirk: 'cut-tool-calls', parameter: 'maxOutputTokens', reason: cutReason, lossless: false });
  }
  const providerRequestId = requestIdOf(head);
  return {
    choices: [
      {
        text: text.join(''),
        finishReason: ownValue(finishReasons, stopReason) ?? 'other',
        toolCalls,
        ...(reasoning.length > 0 ? { reasoning: reasoning.join('') } : {}),
      },
    ],
    ...(usage ? { usage } : {}),
    ...(providerRequestId ? { providerRequestId } : {}),
    ...(reports.length > 0 ? { reports } : {}),
  };
}

const malformed = (head: AnswerHead) => notAnAnswer('The provider answered with a malformed block.', head);

function textIn(value: unknown, head: AnswerHead): string {
  if (typeof value !== 'string') throw malformed(head);
  return value;
}

/** Redacted reasoning has no text. */
function reasoningIn(value: unknown, head: AnswerHead): string {
  if (!isRecord(value)) throw malformed(head);
  const shown = value['reasoningText'];
  return isRecord(shown) ? textIn(shown['text'] ?? '', head) : '';
}

export function toToolCall(value: unknown, head: AnswerHead): ToolCall {
  const { toolUseId: id, name, input } = isRecord(value) ? value : ({} as Fields);
  if (typeof id !== 'string' || typeof name !== 'string' || !isRecord(input)) throw malformed(head);
  return { id, name, arguments: input as JsonValue };
}

/** Input is counted without what the cache wrote or read; here it counts it all. */
function readUsage(usage: unknown): TokenUsage | undefined {
  if (!isRecord(usage)) return undefined;
  const input = count(usage['inputTokens']);
  const output = count(usage['outputTokens']);
  if (input === undefined || output === undefined) return undefined;
  const read = count(usage['cacheReadInputTokens']) ?? 0;
  const written = count(usage['cacheWriteInputTokens']) ?? 0;
  return {
    inputTokens: input + read + written,
    cachedInputTokens: read,
    ...(written > 0 ? { cacheWriteTokens: written } : {}),
    outputTokens: output,
    reasoningTokens: 0,
  };
}

const count = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
