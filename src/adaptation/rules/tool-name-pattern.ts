import type { Adaptation, JsonValue, Message, ToolNamePattern } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

/** The shortest limit that any provider has is far above this. */
const leastLength = 16;

export const toolNamePattern: Rule<ToolNamePattern> = (request, quirk) => {
  const { tools = [], messages, toolChoice } = request;
  const names = new Set([
    ...tools.map(({ name }) => name),
    ...messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ name }) => name)),
  ]);
  const renamed = renamings(names, quirk);
  if (renamed.size === 0) return undefined;
  const sentName = (name: string) => renamed.get(name) ?? name;
  const sentTools = tools.map((tool) => (renamed.has(tool.name) ? { ...tool, name: sentName(tool.name) } : tool));
  const sentMessages = messages.map((message): Message => {
    if (!message.toolCalls?.some(({ name }) => renamed.has(name))) return message;
    return { ...message, toolCalls: message.toolCalls.map((call) => ({ ...call, name: sentName(call.name) })) };
  });
  const toolNames = { ...request.toolNames };
  for (const [name, sent] of renamed) toolNames[sent] = request.toolNames?.[name] ?? name;
  const adaptations: Adaptation[] = [];
  const tell = (parameter: string, requested: unknown, sent: unknown) =>
    adaptations.push({
      parameter,
      action: 'converted',
      requested: requested as JsonValue,
      sent: sent as JsonValue,
      lossless: true,
      reason: 'The model takes names of tools in a narrower form; in answers they are as you gave them.',
      quirk: quirk.id,
    });
  const chosen = toolChoice?.tool === undefined ? undefined : renamed.get(toolChoice.tool);
  const sentChoice = chosen !== undefined && toolChoice ? { ...toolChoice, tool: chosen } : toolChoice;
  if (tools.some(({ name }) => renamed.has(name))) tell('tools', tools, sentTools);
  if (chosen !== undefined) tell('toolChoice', toolChoice, sentChoice);
  if (sentMessages.some((message, index) => message !== messages[index])) {
    tell('messages', { toolNames: [...renamed.keys()] }, { toolNames: [...renamed.values()] });
  }
  return {
    request: {
      ...request,
      messages: sentMessages,
      toolNames,
      ...(request.tools !== undefined && { tools: sentTools }),
      ...(sentChoice !== undefined && { toolChoice: sentChoice }),
      ...(request.formatTool !== undefined && { formatTool: sentName(request.formatTool) }),
    },
    adaptations,
  };
};

/** The new name of each that has to change; no two names become one. */
function renamings(names: ReadonlySet<string>, quirk: ToolNamePattern): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const taken = new Set(names);
  for (const name of names) {
    const wanted = narrowed(name, quirk);
    if (wanted === name) continue;
    let free = wanted;
    for (let count = 2; taken.has(free); count += 1) {
      const ending = `_${count}`;
      free = wanted.slice(0, Math.max(quirk.most ?? Infinity, leastLength) - ending.length) + ending;
    }
    taken.add(free);
    renamed.set(name, free);
  }
  return renamed;
}

function narrowed(name: string, { first, dashes, most = Infinity }: ToolNamePattern): string {
  const spelled = dashes === false ? name.replaceAll('-', '_') : name;
  const start = first === 'letter' ? /^[a-z]/i : first === 'letter-or-underscore' ? /^[a-z_]/i : /^/;
  return (start.test(spelled) ? spelled : `t_${spelled}`).slice(0, Math.max(most, leastLength));
}
