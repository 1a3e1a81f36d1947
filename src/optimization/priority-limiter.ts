export interface LimiterUse {
  /** Milliseconds from the first start to the last end. */
  readonly elapsedMs: number;
  /** Mean share of the allowed slots that were in use in that time, 0 to 1. */
  readonly share: number;
  /** Share of that time in which every slot was in use. */
  readonly fullShare: number;
}

interface Waiting {
  readonly priority: number;
  readonly order: number;
  readonly start: () => void;
}

/** Runs at most so many tasks at once: those of lower priority numbers first, equal ones in the order of asking. */
export class PriorityLimiter {
  private readonly waiting: Waiting[] = [];
  private running = 0;
  private asked = 0;
  private firstAt: number | undefined;
  private lastAt = 0;
  private busyMs = 0;
  private fullMs = 0;

  constructor(
    private readonly slots: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async run<T>(priority: number, task: () => Promise<T>): Promise<T> {
    if (this.running < this.slots) this.start();
    else {
      await new Promise<void>((start) => {
        this.insert({ priority, order: (this.asked += 1), start });
      });
    }
    try {
      return await task();
    } finally {
      this.finish();
    }
  }

  use(): LimiterUse {
    this.account();
    const elapsedMs = this.firstAt === undefined ? 0 : this.lastAt - this.firstAt;
    if (elapsedMs <= 0) return { elapsedMs: 0, share: 0, fullShare: 0 };
    return { elapsedMs, share: this.busyMs / (elapsedMs * this.slots), fullShare: this.fullMs / elapsedMs };
  }

  private insert(entry: Waiting): void {
    let [low, high] = [0, this.waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      // Kept backwards, so that the next to start is at the end.
      const other = this.waiting[middle]!;
      const later = other.priority > entry.priority || (other.priority === entry.priority && other.order > entry.order);
      if (later) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, entry);
  }

  private account(): void {
    const now = this.now();
    if (this.firstAt === undefined) return;
    // Idle time after the last end is not the run's.
    if (this.running > 0 || this.waiting.length > 0) {
      this.busyMs += this.running * (now - this.lastAt);
      if (this.running === this.slots) this.fullMs += now - this.lastAt;
      this.lastAt = now;
    }
  }

  private start(): void {
    const now = this.now();
    if (this.firstAt === undefined) {
      this.firstAt = now;
      this.lastAt = now;
    }
    this.account();
    this.lastAt = now;
    this.running += 1;
  }

  private finish(): void {
    this.account();
    this.running -= 1;
    const next = this.waiting.pop();
    if (next === undefined) return;
    this.running += 1;
    next.start();
  }
}
