import type { CompletionDelta } from '../sdk/index.js';
import type { AttemptRecord, CallLatency } from './call-outcome.js';
import type { CallSpec } from './call-spec.js';

/** What has become of a call so far, over all its attempts and targets. */
export class CallProgress {
  readonly attempts: AttemptRecord[] = [];
  /** Attempts that may have been answered, and so paid, though nothing came back. */
  inDoubt = 0;
  /** Whether a refusal has been answered by a corrected request: once is enough. */
  corrected = false;
  /** Milliseconds spent waiting for providers and between attempts. */
  idleMs = 0;
  readonly onDelta: CallSpec['onDelta'];
  readonly #startedAt = performance.now();
  #firstTokenMs: number | undefined;

  constructor({ onDelta }: Pick<CallSpec, 'onDelta'>) {
    this.onDelta = onDelta && ((delta) => this.#tell(onDelta, delta));
  }

  /** Whether a piece of an answer is out: whoever has read it would read another answer's start after it. */
  get told(): boolean {
    return this.#firstTokenMs !== undefined;
  }

  latency(): CallLatency {
    const totalMs = performance.now() - this.#startedAt;
    return { totalMs, overheadMs: Math.max(0, totalMs - this.idleMs), firstTokenMs: this.#firstTokenMs };
  }

  #tell(onDelta: NonNullable<CallSpec['onDelta']>, delta: CompletionDelta): void {
    this.#firstTokenMs ??= performance.now() - this.#startedAt;
    onDelta(delta);
  }
}
