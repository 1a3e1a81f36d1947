import type { Message, ToolCall } from '../sdk/index.js';

// The provider's own id travels inside ours, so that no table is needed to give it back.
const form = /^call_[0-9a-f]{32}_\d+_\d+\.([A-Za-z0-9_-]*)$/;

/** An id of ours for the provider's: unique, as providers' ids need not be. */
export function serverToolCall(call: ToolCall, generation: string, choice: number, index: number): ToolCall {
  const own = Buffer.from(call.id, 'utf8').toString('base64url');
  return { ...call, id: `call_${generation.replaceAll('-', '')}_${choice}_${index}.${own}` };
}

/** The provider's id in one of ours; another text, and one for which the provider had none, stays as it is. */
export function providerToolCallId(id: string): string {
  const own = form.exec(id)?.[1];
  return own ? Buffer.from(own, 'base64url').toString('utf8') : id;
}

export function withProviderToolCallIds(message: Message): Message {
  if (!message.toolCalls && message.toolCallId === undefined) return message;
  return {
    ...message,
    ...(message.toolCalls
      ? { toolCalls: message.toolCalls.map((call) => ({ ...call, id: providerToolCallId(call.id) })) }
      : {}),
    ...(message.toolCallId === undefined ? {} : { toolCallId: providerToolCallId(message.toolCallId) }),
  };
}
