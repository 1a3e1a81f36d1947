import { ByomError, type ErrorCode } from '../sdk/index.js';

/** Thrown into an algorithm to end its search; what was found so far is kept. */
export class OptimizationStopped extends ByomError {
  constructor(
    readonly why: 'budget' | 'time' | 'cancelled' | 'shutdown' | 'fenced' | 'failed' | 'fault',
    code: ErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(code, message, { cause });
    this.name = 'OptimizationStopped';
  }
}
