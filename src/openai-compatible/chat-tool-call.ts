import type { JsonValue, ToolCall } from '../sdk/index.js';

/** Arguments as JSON; text that is none (cut off at a limit, or plainly wrong) is handed on as it is. */
export function chatToolCall(id: string, name: string, text: string): ToolCall {
  if (text.trim() === '') return { id, name, arguments: {} };
  try {
    return { id, name, arguments: JSON.parse(text) as JsonValue };
  } catch {
    return { id, name, arguments: text };
  }
}
