import type { Adaptation, CompletionDelta, FinishReason, JsonValue, TokenUsage, ToolCall } from '../sdk/index.js';
import type { StoredCredential } from '../vault/credential-store.js';
import type { AttemptRecord, CallLatency } from './call-outcome.js';

export interface GenerationChoice {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly toolCalls: readonly ToolCall[];
  readonly reasoning?: string;
  readonly logprobs?: JsonValue;
}

/** US dollars; `platform` is what the operator paid for inference. */
export interface GenerationCost {
  readonly input: number;
  readonly output: number;
  readonly total: number;
  readonly platform: 0;
}

/** The answer to one `generate`. */
export interface Generation {
  readonly id: string;
  /** `provider/model`. */
  readonly model: string;
  /** The first choice's. */
  readonly text: string;
  readonly choices: readonly GenerationChoice[];
  readonly toolCalls: readonly ToolCall[];
  /** The parsed value where a JSON response format was asked for and kept; null otherwise. */
  readonly json: JsonValue;
  readonly finishReason: FinishReason;
  readonly usage: Required<TokenUsage> & { readonly totalTokens: number; readonly estimated: boolean };
  /** Null where no price is known. */
  readonly cost: GenerationCost | null;
  readonly adaptations: readonly Adaptation[];
  readonly attempts: readonly AttemptRecord[];
  readonly latency: CallLatency;
  /** Which credential paid; null only for providers that need none. */
  readonly credential: StoredCredential | null;
  readonly providerRequestId?: string;
  /** The saved prompt that it ran: `name@version`. */
  readonly promptId?: string;
}

/** Deltas as they come; the last event carries the whole generation. */
export type GenerationEvent =
  | { readonly delta: CompletionDelta; readonly generation?: undefined }
  | { readonly delta?: undefined; readonly generation: Generation };
