import { ProviderError, retryAfterMs, type ErrorCode, type ProviderResponse } from '../sdk/index.js';
import { chatErrorCode } from './chat-error-code.js';
import { chatErrorMessages } from './chat-error-messages.js';
import { chatErrorOf, type ChatErrorBody } from './chat-error-body.js';
import { chatRequestId } from './chat-request-id.js';

/** A provider's own meaning of a failure where the dialect's would be wrong. */
export type ClassifyChatError = (status: number, error: ChatErrorBody) => ErrorCode | undefined;

/** The typed error of a refusal: status, request id, wait and the provider's own identifiers, without its text. */
export async function chatError(response: ProviderResponse, classify?: ClassifyChatError): Promise<ProviderError> {
  const { status } = response;
  // The status says enough where the rest of a refusal cannot be read.
  const body = chatErrorOf(await response.text().catch(() => ''));
  const code = classify?.(status, body) ?? chatErrorCode(status, body);
  return new ProviderError(code, chatErrorMessages[code] ?? 'The provider refused the request.', {
    status,
    requestId: chatRequestId(response),
    retryAfterMs: retryAfterMs(response.headers),
    code: body.code,
    type: body.type,
    param: body.param,
  });
}

/** The typed error of an error event in a stream that began well. */
export function chatStreamError(
  event: unknown,
  response: ProviderResponse,
  classify?: ClassifyChatError,
): ProviderError {
  const body = chatErrorOf(JSON.stringify(event));
  const told = Number(body.code);
  const status = Number.isInteger(told) && told >= 400 && told < 600 ? told : response.status;
  const code = classify?.(status, body) ?? chatErrorCode(status, body);
  return new ProviderError(code, chatErrorMessages[code] ?? 'The provider failed in the middle of its answer.', {
    status: response.status,
    requestId: chatRequestId(response),
    code: body.code,
    type: body.type,
    param: body.param,
  });
}
