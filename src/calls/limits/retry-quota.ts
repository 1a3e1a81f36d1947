/** Every call pays in one, every retry takes five out: a fifth of the calls may be tried again, beyond what is saved up. */
const most = 100;
const paidIn = 1;
const takenOut = 5;

/** Keeps retries from multiplying the load on an endpoint that fails. */
export class RetryQuota {
  #left = most;

  called(): void {
    this.#left = Math.min(most, this.#left + paidIn);
  }

  /** Takes one retry out; false where none is left. */
  retry(): boolean {
    if (this.#left < takenOut) return false;
    this.#left -= takenOut;
    return true;
  }
}
