import { createHmac, type KeyObject } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import { ByomError } from '../../sdk/index.js';
import { deriveKey } from '../../vault/key-file.js';

/**
 * Tells whether an idempotency key comes with the input that it came with first. Under the server's secret, so that
 * whoever reads the database can confirm no guess of what was asked.
 */
export class RequestDigest {
  readonly #key: KeyObject;

  constructor(serverSecret: KeyObject) {
    this.#key = deriveKey(serverSecret, 'idempotency');
  }

  /** Of everything that was asked, in whatever order its fields came; `asked` has no secret in it. */
  of(tenant: string, operation: string, asked: object): string {
    const text = stringify([tenant, operation, asked]);
    if (text === undefined) throw new ByomError('BAD_USER_INPUT', 'The input cannot be written as JSON.');
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}
