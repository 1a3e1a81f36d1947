import { createHash } from 'node:crypto';

/** Characters that OpenAI takes of a tool call's id; no server of the dialect is known to take fewer. */
const most = 40;

/**
 * A longer id, as other providers give them, becomes the same short one each time: of a call and of its result. So does,
 * where ids must be plain, one with other characters than letters, digits, `_` and `-`.
 */
export function shortToolCallId(id: string, plain = false): string {
  if (id.length <= most && !(plain && /[^\w-]/.test(id))) return id;
  return `call_${createHash('sha256').update(id).digest('hex')}`.slice(0, most);
}
