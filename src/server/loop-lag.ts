import { monitorEventLoopDelay } from 'node:perf_hooks';

const takenEveryMs = 1_000;
const resolution = 10;

/** How late the event loop is, on the average of the last second. Opens no file: one that has none left must not end by it. */
export class LoopLag {
  readonly #delays = monitorEventLoopDelay({ resolution });
  readonly #timer: NodeJS.Timeout;
  #ms = 0;

  constructor() {
    this.#delays.enable();
    this.#timer = setInterval(() => this.#take(), takenEveryMs).unref();
  }

  get ms(): number {
    return this.#ms;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#delays.disable();
  }

  #take(): void {
    // Without a single measurement it stood still.
    this.#ms = this.#delays.count === 0 ? Infinity : Math.max(0, this.#delays.mean / 1e6 - resolution);
    this.#delays.reset();
  }
}
