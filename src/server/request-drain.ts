import { ByomError } from '../sdk/index.js';

/** Counts requests under way, so that a server that ends can let them finish. */
export class RequestDrain {
  #underWay = 0;
  #draining = false;
  #idle: (() => void) | undefined;
  readonly #listeners: (() => void)[] = [];

  /** `most` requests at once; beyond them others are turned away. */
  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  get draining(): boolean {
    return this.#draining;
  }

  /** Calls back as the server begins to end. */
  onDraining(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Fails once the server ends. */
  check(): void {
    if (this.#draining) throw new ByomError('OVERLOADED', 'This server is shutting down: ask again.');
  }

  /** To be called as a request begins; gives what is to be called at its end. Fails once the server ends. */
  begin(): () => void {
    this.check();
    if (this.#underWay >= this.most) throw new ByomError('OVERLOADED', 'This server is busy: ask again.');
    this.#underWay += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#idle?.();
    };
  }

  /** Takes no more, and waits for those under way, at most so long. */
  async drain(mostMs: number): Promise<void> {
    this.#draining = true;
    for (const listener of this.#listeners) listener();
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
