import type { JsonValue } from '../../sdk/index.js';

/** How a value is compared as text: NFC, without space around it, and in lower case unless case counts. */
export function comparable(value: JsonValue, caseSensitive: boolean): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).normalize('NFC').trim();
  return caseSensitive ? text : text.toLowerCase();
}
