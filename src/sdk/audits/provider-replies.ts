import type { FinishReason, TokenUsage } from '../completion.js';
import type { ErrorCode } from '../error-codes.js';
import type { JsonObject } from '../json.js';
import type { AuditReply } from './audit-reply.js';
import type { ErrorCase } from './error-cases.js';

/**
 * What the provider really sends, written or recorded by hand, for the audits to send instead. Each `sent` is the body
 * that the provider must be sent, in its own spelling: objects are compared by the fields named, lists by position and
 * length.
 */
export interface ProviderReplies {
  /** A good answer to `Say hello.`, asked for whole. */
  readonly whole: AuditReply;
  /** The same answer as a stream; needed where a model declares `streaming`. */
  readonly streamed?: AuditReply;
  /** The text of both; let a character of it take several bytes, such as `é`. */
  readonly text: string;
  /** The usage of both. */
  readonly usage: TokenUsage;
  /** The conversation of `scenarios.tools`; needed where a model declares `tools`. */
  readonly tools?: {
    /** The reply that calls the tool. */
    readonly calls: AuditReply;
    /** The same as a stream; needed where a model declares `streaming`. */
    readonly callsStreamed?: AuditReply;
    /** The reply to the tool's results. */
    readonly final: AuditReply;
    readonly sentCalls: JsonObject;
    readonly sentFinal: JsonObject;
  };
  /** The extraction of `scenarios.json`; needed where a model declares `json-mode` or `json-schema`. */
  readonly json?: { readonly reply: AuditReply; readonly sent: JsonObject };
  /** The question of `scenarios.image`; needed where a model declares `vision`. */
  readonly image?: { readonly reply: AuditReply; readonly sent: JsonObject };
  /** Answers that end in other ways than `whole`: at the length limit (needed), by a filter, by a refusal. */
  readonly finishes?: readonly { readonly reply: AuditReply; readonly finishReason: FinishReason }[];
  readonly errors: readonly ErrorReply[];
}

/** How the provider says that something went wrong. */
export interface ErrorReply {
  readonly case: ErrorCase;
  readonly reply: AuditReply;
  /** Where the provider means something else than the case's own code. */
  readonly code?: ErrorCode;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
}
