import { createHash, createHmac } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, keyed where a secret is given, in the form in which the signing library takes it. */
export class NodeSha256 {
  #hash;

  constructor(private readonly secret?: Bytes) {
    this.#hash = fresh(secret);
  }

  update(data: Bytes): void {
    this.#hash.update(viewOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = fresh(this.secret);
  }
}

const fresh = (secret: Bytes | undefined) =>
  secret === undefined ? createHash('sha256') : createHmac('sha256', viewOf(secret));

const viewOf = (data: Bytes): string | NodeJS.ArrayBufferView =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : (data as string | NodeJS.ArrayBufferView);
