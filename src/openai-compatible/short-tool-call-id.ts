import { createHash } from 'node:crypto';

/** Characters that OpenAI takes of a tool call's id; no server of the dialect is known to take fewer. */
const most = 40;

/** A longer id, as other providers give them, becomes the same short one each time: of a call and of its result. */
export function shortToolCallId(id: string): string {
  if (id.length <= most) return id;
  return `call_${createHash('sha256').update(id).digest('hex')}`.slice(0, most);
}
