import type { DeclaredTools, JsonValue, Tool } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const declaredTools: Rule<DeclaredTools> = (request, quirk) => {
  if (request.tools !== undefined && request.tools.length > 0) return undefined;
  const names = new Set(request.messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ name }) => name)));
  if (names.size === 0) return undefined;
  const tools = [...names].map((name): Tool => ({
    name,
    description: 'No longer to be called.',
    schema: { type: 'object', properties: {} },
  }));
  return {
    request: { ...request, tools },
    adaptations: [
      {
        parameter: 'tools',
        action: 'inserted',
        requested: (request.tools ?? null) as JsonValue,
        sent: tools as unknown as JsonValue,
        lossless: true,
        reason: 'The model takes messages that tell of tool calls only together with tools.',
        quirk: quirk.id,
      },
    ],
  };
};
