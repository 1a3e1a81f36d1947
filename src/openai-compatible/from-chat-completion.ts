import type { Choice, JsonObject, JsonValue } from '../sdk/index.js';
import { chatUsage } from './chat-usage.js';
import type { Answer, AnswerOptions } from './dialect.js';
import { finishReason, isCutOff } from './finish-reason.js';
import { argumentsText, chatToolCall } from './chat-tool-call.js';
import { contentOf, objectOf, textOf } from './content-of.js';
import { cutOffError, protocolError } from './protocol-error.js';
import { reasoningOf } from './reasoning-of.js';
import { ThinkTags } from './think-tags.js';

/** A whole reply as a uniform completion; fails where it is no answer, whatever its status said. */
export function fromChatCompletion(reply: JsonObject, options: AnswerOptions): Answer {
  const choices = Array.isArray(reply.choices) ? (reply.choices as readonly JsonValue[]) : [];
  const failed = choices.map(objectOf).find((choice) => choice?.error || choice?.finish_reason === 'error');
  if (choices.length === 0 || failed) throw options.answerError(failed ?? reply);
  if (typeof reply.model === 'string') options.onModel?.(reply.model);
  const usage = chatUsage(reply.usage, options.readUsage) ?? chatUsage(objectOf(reply.x_groq)?.usage);
  const serviceTier = textOf(reply.service_tier);
  return {
    choices: choices.map((choice) => toChoice(choice, options)),
    ...(usage !== undefined && { usage }),
    ...(serviceTier !== undefined && { serviceTier }),
  };
}

function toChoice(value: JsonValue, { thinkTags }: AnswerOptions): Choice {
  const choice = objectOf(value);
  const message = objectOf(choice?.message);
  const reason = choice?.finish_reason;
  if (!choice || !message || (typeof reason !== 'string' && reason !== null)) {
    throw protocolError('The provider answered with a choice that is none.');
  }
  if (isCutOff(reason)) throw cutOffError();
  const refusal = textOf(message.refusal) ?? '';
  const content = contentOf(message.content);
  const parted = thinkTags ? partThought(content) : { reasoning: '', text: content };
  const reasoning = reasoningOf(message) + parted.reasoning;
  const toolCalls = callsOf(message).map((item, position) => {
    const call = objectOf(item);
    const called = objectOf(call?.function);
    const name = textOf(called?.name);
    if (name === undefined) throw protocolError('The provider answered with a tool call without a name.');
    return chatToolCall(textOf(call?.id) ?? '', name, argumentsText(called?.arguments), position);
  });
  return {
    text: parted.text + refusal,
    finishReason: finishReason(reason ?? '', { refused: refusal !== '', calls: toolCalls.length > 0 }),
    toolCalls,
    ...(reasoning && { reasoning }),
    ...(choice.logprobs !== undefined && choice.logprobs !== null && { logprobs: choice.logprobs }),
  };
}

function partThought(content: string) {
  const tags = new ThinkTags();
  const [begun, rest] = [tags.add(content), tags.end()];
  return { reasoning: begun.reasoning + rest.reasoning, text: begun.text + rest.text };
}

/** The calls of a message, its only one in the oldest spelling included. */
function callsOf({ tool_calls: calls, function_call: old }: JsonObject): readonly JsonValue[] {
  if (Array.isArray(calls)) return calls as readonly JsonValue[];
  return objectOf(old) ? [{ function: old! }] : [];
}
