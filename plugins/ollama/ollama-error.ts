import {
  ProviderError,
  retryAfterMs,
  type Correction,
  type ErrorCode,
  type JsonObject,
  type ProviderResponse,
} from 'byom/sdk';

const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_INVALID:
    'Ollama refused the key, or its user is not signed in: check the key, or run `ollama signin` there.',
  QUOTA_EXHAUSTED:
    'The use that this account of Ollama pays for is spent: wait for it to be renewed, or change the plan.',
  RATE_LIMITED: 'Ollama asks to slow down: try again later.',
  PROVIDER_OVERLOADED: 'Ollama is busy or failing: try again later, and look at its log.',
  UNKNOWN_MODEL: 'This Ollama does not have the model: run `ollama pull` with its name there.',
  UNSUPPORTED_FEATURE:
    'This model of Ollama cannot do what the request needs: see its capabilities with `ollama show`.',
  CONTEXT_WINDOW_EXCEEDED: 'The input does not fit the context window that Ollama runs the model with.',
  REQUEST_TOO_LARGE: 'Ollama takes no request of this size.',
  PROVIDER_PROTOCOL: 'Ollama answered with something that is no answer.',
};

const overlong =
  /(exceeds?|longer than|larger than|greater than) the (available |maximum )?context|(input|prompt) (length|is too long)/i;
const lacksMemory = /requires more system memory|out of memory|unable to (allocate|load)/i;

/** The typed error of a refusal: in Ollama's own API an error is a bare text, so that the status counts first. */
export async function ollamaError(response: ProviderResponse): Promise<ProviderError> {
  const text = messageOf(await response.text().catch(() => ''));
  const { status } = response;
  return typedError(ollamaErrorCode(status, text), status, text, response);
}

/** The same for an error that comes as a line of an answer under status 200; newer versions say its status there. */
export function ollamaLineError(line: JsonObject, response: ProviderResponse, begun: boolean): ProviderError {
  const text = messageOf(JSON.stringify(line));
  const told = Number(line['status'] ?? line['status_code']);
  const known = Number.isInteger(told) && told >= 400 && told < 600;
  const meant = known ? ollamaErrorCode(told, text) : overlong.test(text) ? 'CONTEXT_WINDOW_EXCEEDED' : undefined;
  const code = meant ?? (begun ? 'PROVIDER_OVERLOADED' : 'PROVIDER_PROTOCOL');
  return typedError(code, response.status, text, response);
}

function typedError(code: ErrorCode, status: number, text: string, { headers }: ProviderResponse): ProviderError {
  const learned = correction(text);
  return new ProviderError(code, messages[code] ?? 'Ollama refused the request.', {
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterMs: retryAfterMs(headers),
    // More memory does not come from asking again.
    ...(lacksMemory.test(text) && { retryable: false }),
    ...(learned && { learned }),
  });
}

function ollamaErrorCode(status: number, text: string): ErrorCode {
  if (status === 401 || status === 403) return 'CREDENTIAL_INVALID';
  if (status === 402) return 'QUOTA_EXHAUSTED';
  if (status === 404) return /model/i.test(text) ? 'UNKNOWN_MODEL' : 'PROVIDER_REJECTED';
  if (status === 408 || status === 504) return 'PROVIDER_TIMEOUT';
  if (status === 413) return 'REQUEST_TOO_LARGE';
  if (status === 429) return /usage limit|quota|upgrade/i.test(text) ? 'QUOTA_EXHAUSTED' : 'RATE_LIMITED';
  if (overlong.test(text)) return 'CONTEXT_WINDOW_EXCEEDED';
  if (status >= 499) return 'PROVIDER_OVERLOADED';
  if (/\bmodel\b.{0,200}\bnot found/i.test(text)) return 'UNKNOWN_MODEL';
  return /does not support (tools|chat|vision|images?|completion|insert)/i.test(text)
    ? 'UNSUPPORTED_FEATURE'
    : 'PROVIDER_REJECTED';
}

/** A model that does not think, or thinks without levels, is asked without an effort. */
function correction(text: string): Correction | undefined {
  return /does not support thinking|think value .{0,20} is not supported|invalid think value/i.test(text)
    ? { kind: 'unsupported-parameter', parameter: 'reasoningEffort' }
    : undefined;
}

/** `{"error":"text"}`; ollama.com and the compatible endpoint hold an object there. */
function messageOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'string') return error;
    const { message } = (error ?? {}) as { message?: unknown };
    return typeof message === 'string' ? message : '';
  } catch {
    return text.slice(0, 2_000);
  }
}
