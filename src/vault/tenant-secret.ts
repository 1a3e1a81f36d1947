declare const tenantSecret: unique symbol;

/**
 * A customer's key, closed: the credential's secret fields by name. Only the vault makes one, only egress opens it, at the moment of sending; printing,
 * serialising or inspecting it shows nothing.
 */
export class TenantSecret {
  declare private readonly [tenantSecret]: true;
  readonly #open: () => Readonly<Record<string, string>>;

  /** For the vault alone: `open` gives the fields, decrypting them where they are sealed. */
  constructor(open: () => Readonly<Record<string, string>>) {
    this.#open = open;
  }

  /** For egress alone; a test holds every other folder to it. */
  openForEgress(): Readonly<Record<string, string>> {
    return this.#open();
  }

  /** True for what the vault made, and for nothing that only looks like it. */
  static is(this: void, value: unknown): value is TenantSecret {
    return typeof value === 'object' && value !== null && #open in value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
