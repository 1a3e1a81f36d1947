import type { CompletionRequest } from '../completion.js';
import type { ProviderAdapter, ProviderDefinition } from '../define-provider.js';
import type { ErrorCode } from '../error-codes.js';
import type { AuditReply } from './audit-reply.js';

/** What the provider really sends, for the audits to send instead. */
export interface ProviderReplies {
  /** A good answer to a request that wants it whole. */
  readonly whole: AuditReply;
  /** The same answer as a stream; needed where the definition declares `streaming`. */
  readonly streamed?: AuditReply;
  /** The text of both. */
  readonly text: string;
  readonly errors: readonly { readonly reply: AuditReply; readonly code: ErrorCode }[];
}

/** What an audit works with. */
export interface AuditSubject {
  readonly definition: ProviderDefinition;
  readonly replies: ProviderReplies;
  readonly request: CompletionRequest;
  readonly baseUrl: string;
  connect(this: void): ProviderAdapter;
}

export interface Audit {
  readonly name: string;
  /** For plugins that declare streaming alone. */
  readonly streaming?: boolean;
  readonly run: (this: void, subject: AuditSubject) => Promise<void>;
}
