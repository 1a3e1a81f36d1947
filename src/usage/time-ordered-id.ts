import { randomBytes } from 'node:crypto';

let random = randomBytes(4096);
let used = 0;

/** A UUID of version 7: new ones sort behind older ones, so that an index grows at its end. */
export function timeOrderedId(now = Date.now()): string {
  if (used + 10 > random.length) {
    random = randomBytes(4096);
    used = 0;
  }
  const tail = random.toString('hex', used, used + 10);
  used += 10;
  const time = now.toString(16).padStart(12, '0');
  const variant = '89ab'[Number.parseInt(tail[3]!, 16) & 3]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${tail.slice(7, 19)}`;
}
