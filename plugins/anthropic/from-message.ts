import { ownValue, type Completion, type FinishReason, type JsonValue, type ToolCall } from 'byom/sdk';
import { isRecord } from './is-record.js';
import { type AnswerHead, messageError } from './message-error.js';
import { notAnAnswer } from './not-an-answer.js';
import { readUsage } from './read-usage.js';
import { stopReports } from './stop-reports.js';

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
  sensitive: 'content-filter',
};

/** Reads a whole message, as it comes in a reply or is put together from a stream; strict in all that is used. */
export function fromMessage(message: unknown, head: AnswerHead): Completion {
  if (!isRecord(message)) throw notAnAnswer('The provider answered with something that is no message.', head);
  if (message['type'] === 'error') throw messageError(message, head);
  const { content, stop_reason: stopReason } = message;
  if (message['type'] !== 'message' || !Array.isArray(content) || typeof stopReason !== 'string') {
    throw notAnAnswer('The provider answered with something that is no message.', head);
  }
  const text: string[] = [];
  const reasoning: string[] = [];
  const toolCalls: ToolCall[] = [];
  for (const block of content as readonly unknown[]) {
    if (!isRecord(block) || typeof block['type'] !== 'string') throw malformed(head);
    if (block['type'] === 'text') text.push(textIn(block['text'], head));
    if (block['type'] === 'thinking') reasoning.push(textIn(block['thinking'], head));
    if (block['type'] === 'tool_use') toolCalls.push(toToolCall(block, head));
  }
  const usage = readUsage(message['usage']);
  const reports = stopReports(stopReason, message);
  const providerRequestId = head.headers.get('request-id');
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

export function toToolCall({ id, name, input }: Readonly<Record<string, unknown>>, head: AnswerHead): ToolCall {
  if (typeof id !== 'string' || typeof name !== 'string' || !isRecord(input)) throw malformed(head);
  return { id, name, arguments: input as JsonValue };
}
