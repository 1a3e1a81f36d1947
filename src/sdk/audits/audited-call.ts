import type { Completion, CompletionDelta, CompletionRequest } from '../completion.js';
import type { ProviderAdapter, ProviderCall, ProviderRequestInit, ProviderResponse } from '../define-provider.js';
import { ByomError } from '../errors.js';
import { responseOf, type AuditReply, type ReplyOptions } from './audit-reply.js';

export interface SentRequest {
  readonly url: string;
  readonly init: ProviderRequestInit;
}

export interface AuditedCallOptions extends ReplyOptions {
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
  /** In place of the reply. */
  readonly respond?: () => Promise<ProviderResponse>;
}

export interface AuditedCall {
  readonly outcome: { readonly completion: Completion } | { readonly error: unknown };
  /** Every request that the adapter tried to send, those refused included. */
  readonly sent: readonly SentRequest[];
  readonly deltas: readonly CompletionDelta[];
}

/** Lets an adapter make one attempt against a supplied reply, as the host would, and remembers what it sent. */
export async function auditedCall(
  adapter: ProviderAdapter,
  request: CompletionRequest,
  { baseUrl, fields }: Pick<ProviderCall, 'baseUrl' | 'fields'>,
  reply: AuditReply,
  { stream = false, signal = new AbortController().signal, respond, ...pieces }: AuditedCallOptions = {},
): Promise<AuditedCall> {
  const sent: SentRequest[] = [];
  const deltas: CompletionDelta[] = [];
  const fetch = async (url: string | URL, init: ProviderRequestInit = {}) => {
    sent.push({ url: String(url), init });
    if (sent.length > 1) throw new ByomError('INTERNAL', 'A plugin tried to send a second request in one attempt.');
    if (signal.aborted) throw signal.reason;
    return respond ? respond() : responseOf(reply, String(url), pieces);
  };
  const call: ProviderCall = {
    fetch,
    baseUrl,
    fields,
    signal,
    ...(stream && { onDelta: (one: CompletionDelta) => void deltas.push(one) }),
  };
  try {
    return { outcome: { completion: await adapter.complete(request, call) }, sent, deltas };
  } catch (error) {
    return { outcome: { error }, sent, deltas };
  }
}

/** What a call that must answer answered. */
export function completionOf({ outcome }: AuditedCall): Completion {
  if ('completion' in outcome) return outcome.completion;
  const { error } = outcome;
  throw new Error(`The adapter fails where the reply is a good one: ${error instanceof Error ? error.message : ''}`, {
    cause: error,
  });
}

/** What a call that must fail failed with: always one of the product's own errors. */
export function failureOf({ outcome }: AuditedCall): ByomError {
  if ('completion' in outcome) throw new Error('The adapter answers where it must fail.');
  if (ByomError.is(outcome.error)) return outcome.error;
  throw new Error(`Its failure is no ProviderError: ${String(outcome.error)}`, { cause: outcome.error });
}
