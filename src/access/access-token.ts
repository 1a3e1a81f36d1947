import { createHmac, randomBytes, type KeyObject } from 'node:crypto';

/** `byom_<prefix>_<secret>`: the prefix finds the row, the secret has 256 bits. */
const form = /^byom_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

export function newAccessToken(): { readonly token: string; readonly prefix: string } {
  const prefix = randomBytes(6).toString('hex');
  return { token: `byom_${prefix}_${randomBytes(32).toString('base64url')}`, prefix };
}

/** Undefined where the text cannot be a token. */
export const prefixOf = (token: string): string | undefined => form.exec(token)?.[1];

export const digestOf = (key: KeyObject, token: string): Buffer => createHmac('sha256', key).update(token).digest();
