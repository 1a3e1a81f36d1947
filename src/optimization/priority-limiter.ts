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

/** Tasks of one target, which may bear less than all slots. */
interface Lane {
  /** Kept backwards, so that the next to start is at the end. */
  readonly waiting: Waiting[];
  running: number;
  allowed: number;
  easedAt: number;
}

/** What was in flight together is turned down together: that is one time. */
const EASE_EVERY_MS = 1_000;

const before = (a: Waiting, b: Waiting) => a.priority < b.priority || (a.priority === b.priority && a.order < b.order);

/** Runs at most so many tasks at once: those of lower priority numbers first, equal ones in the order of asking. */
export class PriorityLimiter {
  private readonly lanes = new Map<string, Lane>();
  private running = 0;
  private waiting = 0;
  private asked = 0;
  private firstAt: number | undefined;
  private lastAt = 0;
  private busyMs = 0;
  private fullMs = 0;

  constructor(
    private readonly slots: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async run<T>(priority: number, task: () => Promise<T>, of = ''): Promise<T> {
    const lane = this.lane(of);
    if (this.running < this.slots && lane.running < Math.floor(lane.allowed)) this.start(lane);
    else {
      await new Promise<void>((start) => {
        insert(lane.waiting, { priority, order: (this.asked += 1), start });
        this.waiting += 1;
      });
    }
    try {
      return await task();
    } finally {
      this.finish(lane);
    }
  }

  /** The target was asked too much: half as many of its tasks at once, until it bears more. */
  ease(of: string): void {
    const lane = this.lane(of);
    if (this.now() - lane.easedAt < EASE_EVERY_MS) return;
    lane.easedAt = this.now();
    lane.allowed = Math.max(1, Math.floor(Math.min(lane.allowed, lane.running) / 2));
  }

  /** The target answered: one more at once for every round of answers. */
  widen(of: string): void {
    const lane = this.lane(of);
    lane.allowed = Math.min(this.slots, lane.allowed + 1 / lane.allowed);
    this.next();
  }

  use(): LimiterUse {
    this.account();
    const elapsedMs = this.firstAt === undefined ? 0 : this.lastAt - this.firstAt;
    if (elapsedMs <= 0) return { elapsedMs: 0, share: 0, fullShare: 0 };
    return { elapsedMs, share: this.busyMs / (elapsedMs * this.slots), fullShare: this.fullMs / elapsedMs };
  }

  private lane(of: string): Lane {
    const lane = this.lanes.get(of) ?? { waiting: [], running: 0, allowed: this.slots, easedAt: -Infinity };
    this.lanes.set(of, lane);
    return lane;
  }

  private account(): void {
    const now = this.now();
    if (this.firstAt === undefined) return;
    // Idle time after the last end is not the run's.
    if (this.running > 0 || this.waiting > 0) {
      this.busyMs += this.running * (now - this.lastAt);
      if (this.running === this.slots) this.fullMs += now - this.lastAt;
      this.lastAt = now;
    }
  }

  private start(lane: Lane): void {
    const now = this.now();
    if (this.firstAt === undefined) {
      this.firstAt = now;
      this.lastAt = now;
    }
    this.account();
    this.lastAt = now;
    this.running += 1;
    lane.running += 1;
  }

  private finish(lane: Lane): void {
    this.account();
    this.running -= 1;
    lane.running -= 1;
    this.next();
  }

  /** Starts what may start: of all lanes that have room, what stands first. */
  private next(): void {
    while (this.running < this.slots) {
      let first: Lane | undefined;
      for (const lane of this.lanes.values()) {
        const head = lane.waiting.at(-1);
        if (head === undefined || lane.running >= Math.floor(lane.allowed)) continue;
        if (first === undefined || before(head, first.waiting.at(-1)!)) first = lane;
      }
      if (first === undefined) return;
      this.account();
      this.waiting -= 1;
      this.running += 1;
      first.running += 1;
      first.waiting.pop()!.start();
    }
  }
}

function insert(waiting: Waiting[], entry: Waiting): void {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(entry, waiting[middle]!)) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, entry);
}
