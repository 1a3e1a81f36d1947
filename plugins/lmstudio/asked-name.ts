import type { Tool, ToolCall } from 'byom/sdk';

/** LM Studio shows tools to models in snake case, and some calls come back so: they get their asked names again. */
export function askedName(tools: readonly Tool[]): (call: ToolCall) => ToolCall {
  const names = new Set(tools.map(({ name }) => name));
  const asked = new Map(tools.map(({ name }) => [snakeCase(name), name]));
  return (call) => {
    const name = names.has(call.name) ? undefined : asked.get(snakeCase(call.name));
    return name === undefined ? call : { ...call, name };
  };
}

const snakeCase = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();
