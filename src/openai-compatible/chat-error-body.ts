import { objectOf, textOf } from './content-of.js';

export interface ChatErrorBody {
  readonly code?: string;
  readonly type?: string;
  readonly param?: string;
  /** For telling failures apart only: it never leaves the adapter. */
  readonly message: string;
  /** False for a page or nothing. */
  readonly isJson: boolean;
}

/** What an error body says, in each of its shapes: an object, a bare string, or the fields at the top. */
export function chatErrorOf(text: string): ChatErrorBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { message: text.slice(0, 2_000), isJson: false };
  }
  const top = objectOf(Array.isArray(value) ? value[0] : value);
  const error = top?.error ?? top;
  if (typeof error === 'string') return { message: error, isJson: true };
  const fields = objectOf(error);
  const detail = fields?.message ?? fields?.detail;
  return {
    code: identifier(fields?.code),
    type: identifier(fields?.type),
    param: identifier(fields?.param),
    message: textOf(detail) ?? (detail === undefined ? '' : JSON.stringify(detail)),
    isJson: true,
  };
}

const identifier = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
