import type { Message } from './completion.js';

/** The messages with an id of its own for each tool call, and the results with it; the same array where they have. */
export function uniqueCallIds(messages: readonly Message[]): readonly Message[] {
  const calls = messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id }) => id));
  if (new Set(calls).size === calls.length) return messages;
  const taken = new Set(calls);
  const used = new Set<string>();
  /** Where to go on counting, since all may be of one id. */
  const counts = new Map<string, number>();
  // Calls of one id are answered in their order.
  const waiting = new Map<string, string[]>();
  const own = (id: string): string => {
    let name = id;
    let count = counts.get(id) ?? 2;
    for (; used.has(name) || (name !== id && taken.has(name)); count += 1) name = `${id}_${count}`;
    counts.set(id, count);
    used.add(name);
    const names = waiting.get(id);
    if (names) names.push(name);
    else waiting.set(id, [name]);
    return name;
  };
  return messages.map((message) => {
    if (message.toolCalls?.length) {
      return { ...message, toolCalls: message.toolCalls.map((call) => ({ ...call, id: own(call.id) })) };
    }
    const names = message.toolCallId === undefined ? undefined : waiting.get(message.toolCallId);
    const name = names?.shift();
    return name === undefined ? message : { ...message, toolCallId: name };
  });
}
