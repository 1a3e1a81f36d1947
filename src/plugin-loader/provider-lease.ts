import type { ProviderAdapter } from '../sdk/index.js';

export interface LeasedAdapter {
  readonly adapter: ProviderAdapter;
  /** To be called once, when nothing waits for the adapter any more. */
  end(): void;
}

/** Counts the calls under way on one loaded version of a plugin, which is let go of after the last once it is replaced. */
export class ProviderLease {
  #underWay = 0;
  #successor: ProviderLease | undefined;
  #released = false;

  constructor(
    private readonly adapter: ProviderAdapter,
    private readonly release: () => Promise<void>,
  ) {}

  /** Whoever still holds a version that is gone is given the one in its place. */
  begin(): LeasedAdapter {
    if (this.#released && this.#successor !== undefined) return this.#successor.begin();
    this.#underWay += 1;
    return {
      adapter: this.adapter,
      end: () => {
        this.#underWay -= 1;
        this.#releaseWhereIdle();
      },
    };
  }

  /** Another version serves from now on. */
  retire(successor: ProviderLease): void {
    this.#successor = successor;
    this.#releaseWhereIdle();
  }

  #releaseWhereIdle(): void {
    if (this.#underWay > 0 || this.#successor === undefined || this.#released) return;
    this.#released = true;
    // A plugin that fails to let go has nobody left to tell.
    this.release().catch(() => undefined);
  }
}
