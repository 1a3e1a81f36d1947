import type { Completion, CompletionDelta, CompletionRequest } from '../completion.js';
import type { ProviderAdapter, ProviderDefinition, ProviderRequestInit, ProviderResponse } from '../define-provider.js';
import { filledBaseUrl } from '../base-url.js';
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
  readonly sent: readonly SentRequest[];
  readonly deltas: readonly CompletionDelta[];
}

/** Where audits pretend that a provider without an address of its own is. */
export const auditBaseUrl = ({ baseUrl }: ProviderDefinition) =>
  filledBaseUrl(baseUrl ?? 'https://provider.invalid/v1', {}, () => 'audited').replace(/\/+$/, '');

/** Lets an adapter make one attempt against a supplied reply, and remembers what it sent. */
export async function auditedCall(
  adapter: ProviderAdapter,
  request: CompletionRequest,
  baseUrl: string,
  reply: AuditReply,
  { stream = false, signal = new AbortController().signal, respond, ...pieces }: AuditedCallOptions = {},
): Promise<AuditedCall> {
  const sent: SentRequest[] = [];
  const deltas: CompletionDelta[] = [];
  const fetch = async (url: string | URL, init: ProviderRequestInit = {}) => {
    sent.push({ url: String(url), init });
    return respond ? respond() : responseOf(reply, String(url), pieces);
  };
  const call = {
    fetch,
    baseUrl,
    fields: {},
    signal,
    ...(stream && { onDelta: (one: CompletionDelta) => deltas.push(one) }),
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
  throw new Error('The adapter fails where the reply is a good one.', { cause: outcome.error });
}
