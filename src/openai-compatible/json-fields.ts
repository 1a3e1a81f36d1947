/** Reads of JSON that someone else wrote: nothing about it is certain. */

export type JsonFields = Readonly<Record<string, unknown>>;

export const jsonFields = (value: unknown): JsonFields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonFields) : undefined;

export const textField = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The value that a JSON text holds, or undefined where it holds none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
