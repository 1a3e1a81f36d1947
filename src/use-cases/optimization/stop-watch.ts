import { TenantGone } from '../../access/tenant-gone.js';
import { QueueCloses } from '../../jobs/queue-closes.js';
import type { OptimizationStore } from '../../optimization/optimization-store.js';
import { OptimizationStopped } from './optimization-stopped.js';

/** Of the time allowed, where a final test follows: when the search begins nothing new, and when it waits no longer. */
const SEARCH_SHARE = { begins: 0.85, waits: 0.9 };
/** A notification can be lost with its connection: then this is how late a cancel is noticed. */
const LOOK_AGAIN_MS = 3_000;

export interface StopWatchOptions {
  readonly optimizations: OptimizationStore;
  readonly tenant: string;
  readonly id: string;
  readonly shutdown: AbortSignal;
  /** How long calls that are under way may take where the server ends. */
  readonly shutdownGraceMs: number;
  readonly maxSeconds: number | undefined;
  /** By workers before this one. */
  readonly secondsUsed: number;
  readonly tests: boolean;
  /** `abort`: what is under way too, of the search or of all. */
  readonly stop: (why: OptimizationStopped, abort: 'nothing' | 'search' | 'all') => void;
}

/** Watches for whatever ends a run from outside: a cancel, the server's shutdown, its time. */
export class StopWatch {
  private readonly timers: NodeJS.Timeout[] = [];
  private closed = false;
  private looking = false;
  private unwatch: (() => void) | undefined;
  private readonly onShutdown = () => {
    const { shutdown, shutdownGraceMs, stop } = this.options;
    const why = new OptimizationStopped('shutdown', 'CANCELLED', 'The server stops; the run goes on later.');
    if (!(shutdown.reason instanceof QueueCloses)) return stop(why, 'all');
    // What is under way is paid for: aborted, it would be asked again.
    stop(why, 'nothing');
    this.after(shutdownGraceMs, () => stop(why, 'all'));
  };

  private constructor(private readonly options: StopWatchOptions) {}

  static async start(options: StopWatchOptions): Promise<StopWatch> {
    const watch = new StopWatch(options);
    const { shutdown, maxSeconds, secondsUsed, tests } = options;
    shutdown.addEventListener('abort', watch.onShutdown, { once: true });
    if (shutdown.aborted) watch.onShutdown();
    if (maxSeconds !== undefined) {
      const over = new OptimizationStopped('time', 'BUDGET_EXCEEDED', 'The time allowed is over: maxSeconds.');
      const left = (share: number) => Math.max(0, maxSeconds * share - secondsUsed) * 1000;
      if (tests) {
        watch.after(left(SEARCH_SHARE.begins), () => options.stop(over, 'nothing'));
        watch.after(left(SEARCH_SHARE.waits), () => options.stop(over, 'search'));
      }
      watch.after(left(1), () => options.stop(over, 'all'));
    }
    watch.unwatch = await options.optimizations.watch(options.id, () => void watch.look());
    const timer = setInterval(() => void watch.look(), LOOK_AGAIN_MS);
    watch.timers.push(timer);
    await watch.look();
    return watch;
  }

  close(): void {
    this.closed = true;
    this.options.shutdown.removeEventListener('abort', this.onShutdown);
    for (const timer of this.timers) clearInterval(timer);
    this.unwatch?.();
  }

  /** Node's timers end at 2^31 ms; a run that long is looked at again by its next worker. */
  private after(ms: number, then: () => void): void {
    this.timers.push(setTimeout(then, Math.min(ms, 2 ** 31 - 1)));
  }

  private async look(): Promise<void> {
    if (this.looking || this.closed) return;
    this.looking = true;
    try {
      const { optimizations, tenant, id, stop } = this.options;
      const standing = await optimizations.standing(tenant, id);
      if (this.closed) return;
      if (standing === undefined) {
        stop(gone(), 'all');
      } else if (standing.cancelRequested) {
        stop(new OptimizationStopped('cancelled', 'CANCELLED', 'It was cancelled.'), 'all');
      } else if (standing.pauseRequested) {
        stop(new OptimizationStopped('paused', 'CANCELLED', 'It was paused.'), 'nothing');
      }
    } catch (error) {
      // Anything else is looked at again soon.
      if (error instanceof TenantGone) this.options.stop(gone(), 'all');
    } finally {
      this.looking = false;
    }
  }
}

const gone = () =>
  new OptimizationStopped('fenced', 'CONFLICT', 'It was removed: nothing of it is left to go on with.');
