import type { AdaptationAction } from '../adaptation.js';
import type { FinishReason, TokenUsage, ToolCall } from '../completion.js';
import type { ErrorCode } from '../error-codes.js';
import type { JsonObject } from '../json.js';
import type { AuditReply } from './audit-reply.js';
import type { QuirkBench, QuirkRequest } from './quirk-bench.js';

/** Shows one declared quirk at work: what is sent, told, refused or read, by hand from its source. */
export type QuirkCase = {
  /** Its id within the plugin. */
  readonly quirk: string;
  readonly model: string;
} & (
  | {
      readonly request: QuirkRequest;
      /** In the body that is sent; compared as every `sent` is. */
      readonly sent?: JsonObject;
      /** Dotted paths that the body must not have, such as `messages.0.name`. */
      readonly absent?: readonly string[];
      /** Where it is sent, below the base URL. */
      readonly path?: string;
      /** The code with which the request fails before anything is sent. */
      readonly refused?: ErrorCode;
      /** What the customer is told of the request. */
      readonly adaptation?: {
        readonly parameter: string;
        readonly action: AdaptationAction;
        readonly lossless?: boolean;
      };
      /** What the provider answers; needed for `answer` and `error`. */
      readonly reply?: AuditReply;
      /** What the answer is read as, in its first choice. */
      readonly answer?: {
        readonly text?: string;
        readonly finishReason?: FinishReason;
        readonly usage?: TokenUsage;
        readonly toolCalls?: readonly ToolCall[];
        readonly reasoning?: string;
        /** The local id of the quirk that the answer reports. */
        readonly report?: string;
      };
      /** The code that the reply is read as. */
      readonly error?: ErrorCode;
    }
  | {
      /** Looks for itself, where no field above says it; throws where the quirk is not kept. */
      readonly check: (bench: QuirkBench) => void | Promise<void>;
    }
);
