import { ProviderError, retryAfterMs, type ErrorCode, type JsonObject, type ProviderResponse } from '../sdk/index.js';
import { chatCorrection } from './chat-correction.js';
import { chatErrorCode } from './chat-error-code.js';
import { chatErrorMessage } from './chat-error-messages.js';
import { chatErrorOf, type ChatErrorBody } from './chat-error-body.js';
import { chatPartCorrection } from './chat-part-correction.js';
import { chatRequestId } from './chat-request-id.js';
import { rateLimitWait, waitNamed } from './rate-limit-wait.js';

/** What a failure means, and what its reader can do about it. */
export interface MeantError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A provider's own meaning of a failure where the dialect's would be wrong: a code, or one with words of its own. */
export type ClassifyChatError = (status: number, error: ChatErrorBody) => ErrorCode | MeantError | undefined;

/** The typed error of a refusal: status, request id, wait and the provider's own identifiers, without its text. */
export async function chatError(response: ProviderResponse, classify?: ClassifyChatError): Promise<ProviderError> {
  const { status, headers } = response;
  // The status says enough where the rest of a refusal cannot be read.
  const body = chatErrorOf(await response.text().catch(() => ''));
  const { code, message } = meant(classify?.(status, body) ?? chatErrorCode(status, body), status);
  const again = headers.get('x-should-retry');
  const limited = code === 'RATE_LIMITED' ? (rateLimitWait(headers, body.type) ?? waitNamed(body.message)) : undefined;
  return new ProviderError(code, message, {
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
  const named = chatErrorCode(status, body);
  const usual = status === response.status && named === 'PROVIDER_OVERLOADED' ? otherwise : named;
  const { code, message } = meant(classify?.(status, body) ?? usual);
  return new ProviderError(code, message, {
    status: response.status,
    requestId: chatRequestId(response),
    retryAfterMs: code === 'RATE_LIMITED' ? waitNamed(body.message) : undefined,
    code: body.code,
    type: body.type,
    param: body.param,
    ...learned(status, body),
  });
}

const meant = (given: ErrorCode | MeantError, status?: number): MeantError =>
  typeof given === 'object' ? given : { code: given, message: chatErrorMessage(given, status) };

function learned(status: number, body: ChatErrorBody) {
  const correction = chatCorrection(status, body) ?? chatPartCorrection(status, body);
  return correction && { learned: correction };
}
