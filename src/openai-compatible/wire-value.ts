import { ProviderError, type JsonObject, type JsonValue, type ToolCall } from '../sdk/index.js';

export const objectOf = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Text that some servers send as a list of parts. */
export function contentOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.map((part) => textOf(objectOf(part)?.text) ?? '').join('');
}

/** Arguments as JSON; text that is none (cut off at a limit, or plainly wrong) is handed on as it is. */
export function toolCallOf(id: string, name: string, text: string): ToolCall {
  if (text.trim() === '') return { id, name, arguments: {} };
  try {
    return { id, name, arguments: JSON.parse(text) as JsonValue };
  } catch {
    return { id, name, arguments: text };
  }
}

export const protocolError = (message: string, status?: number, requestId?: string): ProviderError =>
  new ProviderError('PROVIDER_PROTOCOL', message, { status, requestId });
