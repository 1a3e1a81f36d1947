import type { Cost } from '../../optimization/algorithms/search.js';
import type { CompletionRequest, ErrorCode, Message } from '../../sdk/index.js';
import type { CallPurpose } from '../../usage/ledger.js';
import type { CallTarget } from '../call-target.js';

/** What an optimization asks of a model. */
export interface Ask {
  readonly target: CallTarget;
  readonly purpose: CallPurpose;
  readonly messages: readonly Message[];
  readonly parameters?: CompletionRequest['parameters'];
  readonly responseFormat?: CompletionRequest['responseFormat'];
  readonly sample?: number;
  readonly priority: number;
  /** Of the final test, as every call of that purpose is. */
  readonly test?: boolean;
  /** One model of several: where it cannot be called, that ends only what asks of it, with ModelLostError. */
  readonly isolated?: boolean;
}

/** What came of it. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly cost: Cost;
      /** Milliseconds; undefined for an answer that was paid for before. */
      readonly latencyMs: number | undefined;
    }
  /** The provider will not answer this for good. */
  | { readonly kind: 'refused'; readonly code: ErrorCode };
