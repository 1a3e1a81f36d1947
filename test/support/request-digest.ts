import { createSecretKey } from 'node:crypto';
import { RequestDigest } from '../../src/use-cases/idempotency/request-digest.js';

/** Under a secret of the tests. */
export const requestDigest = (): RequestDigest => new RequestDigest(createSecretKey(Buffer.alloc(32, 7)));
