import { readFileSync } from 'node:fs';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds since the epoch. */
export interface Stall {
  readonly from: number;
  readonly to: number;
  readonly busyMs: number;
}

export interface Delays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface DelaySummary {
  /** As the clock has it, with what other programs took of the processor. */
  readonly clock: Delays;
  /** Of that, what this process spent on it itself. */
  readonly own: Delays;
}

const everyMs = 10;
const noteworthyMs = 40;
const mostStalls = 2_000;

/** How long the event loop of this process is kept from its turn, and when. */
export class LoopDelays {
  readonly #clock = monitorEventLoopDelay({ resolution: everyMs });
  readonly #own = createHistogram();
  #stalls: Stall[] = [];

  constructor() {
    this.#clock.enable();
    let last = performance.now();
    let cpu = mainThreadMs();
    setInterval(() => {
      const now = performance.now();
      const cpuNow = mainThreadMs();
      // Never more than it was late: a loop that is busy with many short turns is not stalled.
      const busyMs = Math.max(0, Math.min(now - last - everyMs, cpuNow - cpu));
      this.#own.record(Math.max(1, Math.round(busyMs * 1e3)));
      if (busyMs >= noteworthyMs && this.#stalls.length < mostStalls) {
        const to = performance.timeOrigin + now;
        this.#stalls.push({ from: to - (now - last), to, busyMs });
      }
      last = performance.now();
      cpu = mainThreadMs();
    }, everyMs).unref();
  }

  summary(): DelaySummary {
    const clock = this.#clock;
    return {
      clock: { p50: clock.percentile(50) / 1e6, p99: clock.percentile(99) / 1e6, max: clock.max / 1e6 },
      own: { p50: this.#own.percentile(50) / 1e3, p99: this.#own.percentile(99) / 1e3, max: this.#own.max / 1e3 },
    };
  }

  takeStalls(): readonly Stall[] {
    const taken = this.#stalls;
    this.#stalls = [];
    return taken;
  }
}

/** What the thread of the event loop took of the processor; all threads together where the system does not tell. */
function mainThreadMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  }
}
