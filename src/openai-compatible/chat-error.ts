import { ProviderError, retryAfterMs, type ErrorCode, type JsonObject, type ProviderResponse } from '../sdk/index.js';
import { chatCorrection } from './chat-correction.js';
import { chatErrorCode } from './chat-error-code.js';
import { chatErrorMessage } from './chat-error-messages.js';
import { chatErrorOf, type ChatErrorBody } from './chat-error-body.js';
import { chatRequestId } from './chat-request-id.js';
import { rateLimitWait, waitNamed } from './rate-limit-wait.js';

/** A provider's own meaning of a failure where the dialect's would be wrong. */
export type ClassifyChatError = (status: number, error: ChatErrorBody) => ErrorCode | undefined;

/** The typed error of a refusal: status, request id, wait and the provider's own identifiers, without its text. */
export async function chatError(response: ProviderResponse, classify?: ClassifyChatError): Promise<ProviderError> {
  const { status, headers } = response;
  // The status says enough where the rest of a refusal cannot be read.
  const body = chatErrorOf(await response.text().catch(() => ''));
  const code = classify?.(status, body) ?? chatErrorCode(status, body);
  const again = headers.get('x-should-retry');
  const limited = code === 'RATE_LIMITED' ? (rateLimitWait(headers, body.type) ?? waitNamed(body.message)) : undefined;
  return new ProviderError(code, chatErrorMessage(code, status), {
    status,
    requestId: chatRequestId(response),
    retryAfterMs: retryAfterMs(headers) ?? limited,
    // Some providers know of this very failure whether trying again can help.
    ...((again === 'true' || again === 'false') && { retryable: again === 'true' }),
    code: body.code,
    type: body.type,
    param: body.param,
    ...learned(status, body),
  });
}

/** The typed error of an error event in a stream that began well. */
export const chatStreamError = (event: JsonObject, response: ProviderResponse, classify?: ClassifyChatError) =>
  errorUnderSuccess(event, response, classify, 'PROVIDER_OVERLOADED');

/** The typed error of a whole reply that is none, though its status says so. */
export const chatAnswerError = (reply: JsonObject, response: ProviderResponse, classify?: ClassifyChatError) =>
  errorUnderSuccess(reply, response, classify, 'PROVIDER_PROTOCOL');

function errorUnderSuccess(
  event: JsonObject,
  response: ProviderResponse,
  classify: ClassifyChatError | undefined,
  otherwise: ErrorCode,
): ProviderError {
  const body = chatErrorOf(JSON.stringify(event));
  const status = body.status ?? response.status;
  const meant = chatErrorCode(status, body);
  const usual = status === response.status && meant === 'PROVIDER_OVERLOADED' ? otherwise : meant;
  const code = classify?.(status, body) ?? usual;
  return new ProviderError(code, chatErrorMessage(code), {
    status: response.status,
    requestId: chatRequestId(response),
    retryAfterMs: code === 'RATE_LIMITED' ? waitNamed(body.message) : undefined,
    code: body.code,
    type: body.type,
    param: body.param,
    ...learned(status, body),
  });
}

function learned(status: number, body: ChatErrorBody) {
  const correction = chatCorrection(status, body);
  return correction && { learned: correction };
}
