import { ProviderError, retryAfterMs } from 'byom/sdk';

/** Acme's own words for what went wrong, and the product's codes. */
const codes = {
  'who-are-you': 'CREDENTIAL_INVALID',
  'not-for-you': 'CREDENTIAL_INVALID',
  'no-such-oracle': 'UNKNOWN_MODEL',
  'not-understood': 'PROVIDER_REJECTED',
  'too-long': 'CONTEXT_WINDOW_EXCEEDED',
  'too-big': 'REQUEST_TOO_LARGE',
  'too-fast': 'RATE_LIMITED',
  'no-coins': 'QUOTA_EXHAUSTED',
  broken: 'PROVIDER_OVERLOADED',
  busy: 'PROVIDER_OVERLOADED',
};

/** A refusal. Its text is never repeated: nobody knows what Acme quotes in it. */
export async function acmeError(response) {
  const text = await response.text().catch(() => '');
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // A page of something in between: the status says enough.
  }
  return acmeErrorOf(response, body?.trouble);
}

export function acmeErrorOf(response, trouble) {
  const word = typeof trouble === 'string' && Object.hasOwn(codes, trouble) ? trouble : undefined;
  const code = word === undefined ? codeOfStatus(response.status) : codes[word];
  return new ProviderError(code, 'Acme refused the request, or failed to answer it.', {
    status: response.status,
    code: word,
    requestId: response.headers.get('x-acme-request') ?? undefined,
    retryAfterMs: retryAfterMs(response.headers),
  });
}

export const noAnswer = () => new ProviderError('PROVIDER_PROTOCOL', 'Acme answered with something that is no answer.');

function codeOfStatus(status) {
  if (status === 429) return 'RATE_LIMITED';
  return status >= 500 || status < 400 ? 'PROVIDER_OVERLOADED' : 'PROVIDER_REJECTED';
}
