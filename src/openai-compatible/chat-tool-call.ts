import type { JsonValue, ToolCall } from '../sdk/index.js';

/**
 * Arguments as JSON; text that is none (cut off at a limit, or plainly wrong) is handed on as it is. A call without an
 * id gets one, since its result could not name it.
 */
export function chatToolCall(id: string, name: string, text: string, position: number): ToolCall {
  const call = { id: id === '' ? `call_${position}` : id, name };
  if (text.trim() === '') return { ...call, arguments: {} };
  try {
    return { ...call, arguments: JSON.parse(text) as JsonValue };
  } catch {
    return { ...call, arguments: text };
  }
}

/** A few servers send arguments as the object itself. */
export const argumentsText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
