import type { Choice, Completion, JsonObject, JsonValue } from '../sdk/index.js';
import { chatUsage } from './chat-usage.js';
import { finishReason } from './finish-reason.js';
import { chatToolCall } from './chat-tool-call.js';
import { contentOf, objectOf, textOf } from './content-of.js';
import { protocolError } from './protocol-error.js';

/** A whole reply as a uniform completion; PROVIDER_PROTOCOL where it is no answer, whatever its status said. */
export function fromChatCompletion(reply: JsonObject): Completion {
  if (!Array.isArray(reply.choices) || reply.choices.length === 0) {
    throw protocolError(
      reply.error === undefined || reply.error === null
        ? 'The provider answered without any choice.'
        : 'The provider answered with an error under a status of success.',
    );
  }
  const choices = reply.choices as readonly JsonValue[];
  const usage = chatUsage(reply.usage) ?? chatUsage(objectOf(reply.x_groq)?.usage);
  return { choices: choices.map(toChoice), ...(usage !== undefined && { usage }) };
}

function toChoice(value: JsonValue): Choice {
  const choice = objectOf(value);
  const message = objectOf(choice?.message);
  const reason = choice?.finish_reason;
  if (!choice || !message || (typeof reason !== 'string' && reason !== null)) {
    throw protocolError('The provider answered with a choice that is none.');
  }
  const refusal = textOf(message.refusal) ?? '';
  const reasoning = textOf(message.reasoning_content) ?? textOf(message.reasoning);
  const calls = Array.isArray(message.tool_calls) ? (message.tool_calls as readonly JsonValue[]) : [];
  const toolCalls = calls.map((item) => {
    const call = objectOf(item);
    const called = objectOf(call?.function);
    const name = textOf(called?.name);
    if (name === undefined) throw protocolError('The provider answered with a tool call without a name.');
    return chatToolCall(textOf(call?.id) ?? '', name, argumentsOf(called?.arguments));
  });
  return {
    text: contentOf(message.content) + refusal,
    finishReason: finishReason(reason ?? '', { refused: refusal !== '', calls: calls.length > 0 }),
    toolCalls,
    ...(reasoning && { reasoning }),
    ...(choice.logprobs !== undefined && choice.logprobs !== null && { logprobs: choice.logprobs }),
  };
}

/** A few servers send arguments as the object itself. */
const argumentsOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
