import type { CompletionRequest, Message, ResolvedModel } from '../sdk/index.js';
import { estimateMessageTokens } from './estimate-tokens.js';
import type { RuleOutcome } from './rule.js';

/**
 * Drops the oldest messages until so many tokens are saved: never a system message nor the last one, a tool's result
 * only together with its call, and an answer together with the question before it. Undefined where that is not enough.
 */
export function dropOldest(request: CompletionRequest, model: ResolvedModel, excess: number): RuleOutcome | undefined {
  const { messages } = request;
  const dropped = new Set<Message>();
  let saved = 0;
  for (const unit of droppableUnits(messages)) {
    const answersDropped = dropped.size > 0 && unit[0]?.role === 'assistant';
    if (saved >= excess && !answersDropped) break;
    for (const message of unit) {
      dropped.add(message);
      saved += estimateMessageTokens(message, model);
    }
  }
  if (saved < excess) return undefined;
  const kept = messages.filter((message) => !dropped.has(message));
  return {
    request: { ...request, messages: kept },
    adaptations: [
      {
        parameter: 'messages',
        action: 'truncated',
        requested: messages.length,
        sent: kept.length,
        lossless: false,
        reason: 'The oldest messages were dropped to fit the context window.',
      },
    ],
  };
}

/** Messages that go together, oldest first, without those that never go. */
function droppableUnits(messages: readonly Message[]): readonly Message[][] {
  const units: Message[][] = [];
  for (const message of messages) {
    if (message.role === 'system') continue;
    const unit = units.at(-1);
    if (message.role === 'tool' && unit !== undefined) unit.push(message);
    else units.push([message]);
  }
  return messages.at(-1)?.role === 'system' ? units : units.slice(0, -1);
}
