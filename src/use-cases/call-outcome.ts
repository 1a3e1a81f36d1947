import type { Adaptation, Completion, ErrorCode, TokenUsage } from '../sdk/index.js';
import type { CallTarget } from './call-target.js';

export interface AttemptRecord {
  /** `provider/model`. */
  readonly model: string;
  readonly errorCode?: ErrorCode;
  readonly adaptations: readonly Adaptation[];
  readonly startedAt: Date;
  readonly totalMs: number;
}

/** Milliseconds; `overheadMs` is the server's own work, waiting for the provider and between attempts left out. */
export interface CallLatency {
  readonly totalMs: number;
  readonly overheadMs: number;
  readonly firstTokenMs?: number;
}

export interface CallOutcome {
  /** Who answered: the one asked, or one of its fallbacks. */
  readonly target: CallTarget;
  readonly completion: Completion;
  readonly usage: TokenUsage & { readonly estimated: boolean };
  /** Null where the price is unknown. Of a cached answer: what it cost when it was bought. */
  readonly usd: number | null;
  readonly adaptations: readonly Adaptation[];
  /** Every physical request, in order; none for a cached answer. */
  readonly attempts: readonly AttemptRecord[];
  readonly latency: CallLatency;
  readonly cached: boolean;
  readonly callKey: string;
}
