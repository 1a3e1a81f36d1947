import { type ErrorCode, ProviderError, retryAfterMs, ownValue } from 'byom/sdk';
import { type AnswerHead, requestIdOf } from './answer-head.js';
import { isRecord } from './is-record.js';
import { learnedFrom } from './learned-from.js';

/** By the name of the exception in lower case, since streams begin it with a small letter. */
const codesByType: Readonly<Record<string, ErrorCode>> = {
  accessdeniedexception: 'CREDENTIAL_INVALID',
  unrecognizedclientexception: 'CREDENTIAL_INVALID',
  invalidclienttokenid: 'CREDENTIAL_INVALID',
  invalidsignatureexception: 'CREDENTIAL_INVALID',
  signaturedoesnotmatch: 'CREDENTIAL_INVALID',
  incompletesignatureexception: 'CREDENTIAL_INVALID',
  missingauthenticationtokenexception: 'CREDENTIAL_INVALID',
  expiredtokenexception: 'CREDENTIAL_INVALID',
  expiredtoken: 'CREDENTIAL_INVALID',
  notauthorized: 'CREDENTIAL_INVALID',
  optinrequired: 'CREDENTIAL_INVALID',
  resourcenotfoundexception: 'UNKNOWN_MODEL',
  validationexception: 'PROVIDER_REJECTED',
  throttlingexception: 'RATE_LIMITED',
  toomanyrequestsexception: 'RATE_LIMITED',
  servicequotaexceededexception: 'QUOTA_EXHAUSTED',
  modelnotreadyexception: 'PROVIDER_OVERLOADED',
  serviceunavailableexception: 'PROVIDER_OVERLOADED',
  internalserverexception: 'PROVIDER_OVERLOADED',
  internalfailure: 'PROVIDER_OVERLOADED',
  modelerrorexception: 'PROVIDER_OVERLOADED',
  modelstreamerrorexception: 'PROVIDER_OVERLOADED',
  modeltimeoutexception: 'PROVIDER_TIMEOUT',
  requestentitytoolargeexception: 'REQUEST_TOO_LARGE',
};

const codesByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'CREDENTIAL_INVALID',
  403: 'CREDENTIAL_INVALID',
  404: 'UNKNOWN_MODEL',
  408: 'PROVIDER_TIMEOUT',
  413: 'REQUEST_TOO_LARGE',
  424: 'PROVIDER_OVERLOADED',
  429: 'RATE_LIMITED',
  504: 'PROVIDER_TIMEOUT',
};

/** Refusals that share a type and differ by their text alone, which is read and never passed on. */
const tooLong =
  /input is too long|prompt is too long|exceed(?:s|ed)? (?:the )?(?:model'?s? )?(?:maximum )?context|too many (?:total )?(?:text bytes|input tokens)/i;
const profileNeeded = /on-demand throughput (?:isn.?t|is not) supported/i;
const noSuchModel = /model identifier is invalid|reached the end of its life/i;
const notGranted = /(?:don.?t have|no) access to the model|model access is denied|use case details have not been/i;
const unpaid = /INVALID_PAYMENT_INSTRUMENT/;

const meanings: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_INVALID: 'AWS refused the key, or the key may not use this model: check both, and the region.',
  QUOTA_EXHAUSTED: 'The AWS account has used up a quota of its own, or cannot be charged.',
  RATE_LIMITED: 'The provider asks to slow down.',
  PROVIDER_OVERLOADED: 'The provider is overloaded or failing: try again later.',
  UNKNOWN_MODEL: 'The provider knows no such model in this region.',
  REQUEST_TOO_LARGE: 'The provider takes no request of this size.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time.',
  CONTEXT_WINDOW_EXCEEDED: 'The input does not fit the context window: shorten it.',
  PROVIDER_REJECTED: 'The provider refused the request: check its parameters and messages.',
  PROVIDER_PROTOCOL: 'The provider failed in a way that is not its own.',
};
const byGrant = 'The account has no access to this model yet: ask for it in the console of Bedrock, or take another.';
const byProfile = 'This model is reached by an inference profile: put us., eu., apac. or global. before its id.';

/** The typed error for a refusal, or for an exception within a stream (then named `streamed`); of its text nothing is kept. */
export function converseError(body: unknown, head: AnswerHead, streamed?: string): ProviderError {
  const { status, headers } = head;
  const fields = isRecord(body) ? body : {};
  const type = streamed ?? nameOf(headers.get('x-amzn-errortype')) ?? nameOf(textOf(fields['__type']));
  const message = textOf(fields['message']) ?? textOf(fields['Message']) ?? '';
  const code = codeOf(type, message, status);
  const way = code === 'UNKNOWN_MODEL' ? wayToModel(message) : undefined;
  const meaning = way ?? meanings[code] ?? 'The provider failed.';
  const learned = code === 'PROVIDER_REJECTED' || code === 'CONTEXT_WINDOW_EXCEEDED' ? learnedFrom(message) : undefined;
  return new ProviderError(code, meaning, {
    status,
    requestId: requestIdOf(head),
    retryAfterMs: retryAfterMs(headers),
    type,
    ...(learned ? { learned } : {}),
  });
}

function codeOf(type: string | undefined, message: string, status: number): ErrorCode {
  const known = type === undefined ? undefined : ownValue(codesByType, type.toLowerCase());
  // Throttling too speaks of too many tokens, and is no overflow.
  if (known === 'PROVIDER_REJECTED' || (known === undefined && status === 400)) {
    if (tooLong.test(message)) return 'CONTEXT_WINDOW_EXCEEDED';
    if (profileNeeded.test(message) || noSuchModel.test(message)) return 'UNKNOWN_MODEL';
  }
  if (unpaid.test(message)) return 'QUOTA_EXHAUSTED';
  // The key is good: another model, or the same one once it is granted, is answered with it.
  if (known === 'CREDENTIAL_INVALID' && notGranted.test(message)) return 'UNKNOWN_MODEL';
  if (known !== undefined) return known;
  if (status < 400) return 'PROVIDER_PROTOCOL';
  return codesByStatus[status] ?? (status >= 500 ? 'PROVIDER_OVERLOADED' : 'PROVIDER_REJECTED');
}

function wayToModel(message: string): string | undefined {
  if (profileNeeded.test(message)) return byProfile;
  return notGranted.test(message) ? byGrant : undefined;
}

/** `ValidationException:http://internal…` and `com.amazon.coral#ValidationException` both name one exception. */
function nameOf(text: string | null | undefined): string | undefined {
  return text?.split(':')[0]?.split('#').at(-1)?.trim() || undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
