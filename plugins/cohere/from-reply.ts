import type { Completion, JsonObject, JsonValue, ProviderResponse } from 'byom/sdk';
import { toCompletion, toToolCall } from './answered-message.js';
import { cohereError } from './cohere-error.js';
import { fieldsOf, isFields, listOf, textOf } from './fields.js';

/** A whole reply as a uniform completion; fails where it is no answer, whatever its status said. */
export function fromReply(reply: JsonObject, head: ProviderResponse): Completion {
  const message: unknown = reply['message'];
  if (!isFields(message)) throw cohereError(reply, head);
  const content = listOf(message['content']).map(fieldsOf);
  const joined = (field: string) => content.map((part) => textOf(part[field]) ?? '').join('');
  const calls = listOf(message['tool_calls']).map((item) => {
    const { id, function: called } = fieldsOf(item);
    const { name, arguments: given } = fieldsOf(called);
    return toToolCall(id, name, textOf(given) ?? '', head);
  });
  return toCompletion(
    {
      id: textOf(reply['id']),
      text: joined('text'),
      reasoning: joined('thinking'),
      plan: textOf(message['tool_plan']) ?? '',
      toolCalls: calls,
      logprobs: listOf(reply['logprobs']) as readonly JsonValue[],
      finishReason: reply['finish_reason'],
      usage: reply['usage'],
    },
    head,
  );
}
