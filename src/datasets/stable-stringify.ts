import { configure } from 'safe-stable-stringify';
import type { JsonValue } from '../sdk/index.js';

const stringify = configure({ deterministic: true, maximumDepth: 64 });

/** JSON with sorted keys: equal values make equal text. */
export function stableStringify(value: JsonValue): string {
  return stringify(value) ?? 'null';
}
