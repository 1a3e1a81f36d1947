import type { LoadedProvider } from '../plugin-loader/provider-registry.js';
import type { CompletionDelta, CompletionRequest, ErrorCode, JsonValue, ResolvedModel } from '../sdk/index.js';
import type { CallPurpose } from '../usage/ledger.js';
import type { TenantCredential } from '../vault/tenant-credential.js';

/** One thing asked of a model, and on whose account. */
export interface CallSpec {
  readonly tenant: string;
  readonly provider: LoadedProvider;
  readonly model: ResolvedModel;
  readonly credential: TenantCredential;
  readonly request: CompletionRequest;
  readonly onUnsupported: 'adapt' | 'reject';
  readonly onOverflow: 'reject' | 'drop-oldest';
  readonly purpose: CallPurpose;
  /** A single call's job is its generation, with no epoch: it has no budget, no fence, and no answer is kept. */
  readonly job: { readonly id: string; readonly epoch: number | null };
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
