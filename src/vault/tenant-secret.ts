declare const tenantSecret: unique symbol;

/**
 * A customer's key, closed. Only the vault makes one, only egress opens it, at the moment of sending; printing,
 * serialising or inspecting it shows nothing.
 */
export class TenantSecret {
  declare private readonly [tenantSecret]: true;
  readonly #open: () => string;

  /** For the vault alone: `open` gives the key, decrypting it where it is sealed. */
  constructor(open: () => string) {
    this.#open = open;
  }

  /** For egress alone; a test holds every other folder to it. */
  openForEgress(): string {
    return this.#open();
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
