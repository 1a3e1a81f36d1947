import type { JsonObject, JsonValue } from 'byom/sdk';

/** Puts a body's messages right: text stands apart from calls, and what the answer is to continue is marked. */
export function spellMessages(body: JsonObject): JsonObject {
  const messages = (body['messages'] as readonly JsonObject[]).flatMap(apart);
  const last = messages.at(-1);
  if (last?.['role'] !== 'assistant' || last['tool_calls'] !== undefined) return { ...body, messages };
  return { ...body, messages: [...messages.slice(0, -1), { ...last, prefix: true }] };
}

/** A message that says something and calls tools too is refused by some models; said first and called then it means the same. */
function apart(message: JsonObject): JsonObject[] {
  const { content, tool_calls: calls } = message as Record<string, JsonValue | undefined>;
  if (calls === undefined || content === '' || content === undefined) return [message];
  return [
    { role: 'assistant', content },
    { role: 'assistant', content: '', tool_calls: calls },
  ];
}
