/** Lets one loop wait for the next change, however often and whenever it is notified. */
export class ChangeSignal {
  #changed = false;
  #wake: (() => void) | undefined;

  constructor(private readonly leaving: AbortSignal) {}

  notify(): void {
    this.#changed = true;
    this.#wake?.();
  }

  /** To be called before looking, so that a change during the look is not missed. */
  reset(): void {
    this.#changed = false;
  }

  /** Resolves at the next change since `reset`, when the client leaves, or after `mostMs`. */
  async wait(mostMs: number): Promise<void> {
    if (this.#changed || this.leaving.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.leaving.removeEventListener('abort', done);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, mostMs);
      this.leaving.addEventListener('abort', done, { once: true });
      this.#wake = done;
    });
  }
}
