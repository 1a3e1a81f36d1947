import type { CompletionDelta, CompletionRequest, ErrorCode, JsonValue } from '../sdk/index.js';
import type { CallPurpose } from '../usage/ledger.js';
import type { CallTarget } from './call-target.js';

/** What is asked, as it is asked of one model. */
export interface TargetedRequest extends CallTarget {
  readonly request: CompletionRequest;
}

/** One thing asked of a model, and on whose account. */
export interface CallSpec extends TargetedRequest {
  readonly tenant: string;
  /** Tried in order where the one before failed with a retryable error, of which no piece was told. */
  readonly fallbacks?: readonly (() => Promise<TargetedRequest>)[];
  readonly onUnsupported: 'adapt' | 'reject';
  readonly onOverflow: 'reject' | 'drop-oldest';
  readonly purpose: CallPurpose;
  /** A single call's job is its generation, with no epoch: it has no budget, no fence, and no answer is kept. */
  readonly job: { readonly id: string; readonly epoch: number | null };
  /** Attempts of a single call that a server made before it died; they cost nothing. */
  readonly attemptsBefore?: number;
  /** Tells apart several answers to one question; 0 where left out. */
  readonly sample?: number;
  /** A job's answers already paid for, by call key. */
  readonly known?: ReadonlyMap<string, JsonValue>;
  /** Replaces the content address, for a single call that nobody asks for again; hexadecimal, as that is. */
  readonly callKey?: string;
  readonly signal?: AbortSignal;
  /** Streams the answer where given; once a piece is out, a failure is not retried. */
  readonly onDelta?: (delta: CompletionDelta) => void;
  readonly onRetry?: (code: ErrorCode, waitMs: number) => void;
  /** Of each attempt, in milliseconds. */
  readonly deadlineMs?: number;
}
