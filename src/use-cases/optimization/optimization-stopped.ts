import { ByomError, type ErrorCode } from '../../sdk/index.js';

/**
 * Why a search ends before its time. `budget`, `time`: the final test still follows. `cancelled`, `failed`, `fault`: the run
 * ends. `paused`, `awaiting-key`, `shutdown`,
 * `fenced`: this worker leaves the run without an end, and it goes on later or elsewhere.
 */
export type StopReason =
  'budget' | 'time' | 'cancelled' | 'paused' | 'awaiting-key' | 'shutdown' | 'fenced' | 'failed' | 'fault';

/** Thrown into an algorithm to end its search; what was found so far is kept. */
export class OptimizationStopped extends ByomError {
  constructor(
    readonly why: StopReason,
    code: ErrorCode,
    message: string,
    cause?: unknown,
    /** When it goes on by itself; an ISO date. */
    readonly retryAt?: string,
  ) {
    super(code, message, { cause });
    this.name = 'OptimizationStopped';
  }

  /** The run is left without an end. */
  get leaves(): boolean {
    return this.rests || this.why === 'shutdown' || this.why === 'fenced';
  }

  /** It waits for its customer to resume it, or until `retryAt`. */
  get rests(): boolean {
    return this.why === 'paused' || this.why === 'awaiting-key';
  }
}

/** Of the failures of a run's parts, the first that ends it: not its budget, nor its time. Throws what is no stop at all. */
export function endedBy(...failures: readonly unknown[]): OptimizationStopped | undefined {
  const first = failures.find(
    (why) => why !== undefined && !(why instanceof OptimizationStopped && (why.why === 'budget' || why.why === 'time')),
  );
  if (first !== undefined && !(first instanceof OptimizationStopped)) throw first;
  return first;
}
