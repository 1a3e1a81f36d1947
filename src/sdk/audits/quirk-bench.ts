import type { AdaptedRequest } from '../../adaptation/adapt-request.js';
import type { Completion, CompletionDelta, CompletionRequest } from '../completion.js';
import type { PreparedRequest } from '../define-provider.js';
import type { ByomError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { ResolvedModel } from '../resolved-model.js';
import type { AuditReply } from './audit-reply.js';
import type { SentRequest } from './audited-call.js';

/** `Say hello.` where it says nothing else; the model is the case's. */
export type QuirkRequest = Partial<CompletionRequest> & { readonly stream?: boolean };

/** Lets a case of a quirk try the plugin; the model is the case's where none is given. */
export interface QuirkBench {
  /** The body that is sent for a request. */
  sent(request?: QuirkRequest, model?: string): JsonObject;
  prepared(request?: QuirkRequest, model?: string): PreparedRequest;
  /** The request as the rules leave it, and what they tell of it. */
  adapted(request?: QuirkRequest, model?: string): AdaptedRequest;
  /** What a reply is read as. */
  answered(reply: AuditReply, request?: QuirkRequest, model?: string): Promise<BenchAnswer>;
  /** What a reply fails as. */
  failed(reply: AuditReply, request?: QuirkRequest, model?: string): Promise<ByomError>;
  /** What is known of a model. */
  model(id?: string): ResolvedModel;
}

export interface BenchAnswer extends Completion {
  readonly deltas: readonly CompletionDelta[];
  readonly sent: SentRequest;
}
