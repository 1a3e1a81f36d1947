import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { ByomError } from '../sdk/index.js';

const format = 1;
const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength + tagLength;

/**
 * AES-256-GCM: `format, nonce, tag, ciphertext`. The context (what it is, whose, where it may go) is authenticated, so
 * that a record opens nowhere but where it was sealed.
 */
export function sealRecord(key: KeyObject, plaintext: Buffer, context: readonly string[]): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(encodeContext(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), ciphertext]);
}

export function openRecord(key: KeyObject, record: Buffer, context: readonly string[]): Buffer {
  try {
    if (record.length < headLength || record[0] !== format) throw new Error('Unknown format.');
    const nonce = record.subarray(1, 1 + nonceLength);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
    decipher.setAAD(encodeContext(context));
    decipher.setAuthTag(record.subarray(1 + nonceLength, headLength));
    const head = decipher.update(record.subarray(headLength));
    return Buffer.concat([head, decipher.final()]);
  } catch {
    throw new ByomError(
      'CREDENTIAL_UNREADABLE',
      'A sealed secret cannot be opened: it was altered, or sealed elsewhere.',
    );
  }
}

/** Each part with its length before it, so that no two contexts have the same bytes. */
function encodeContext(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
