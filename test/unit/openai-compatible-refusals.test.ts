import { describe, expect, it } from '@jest/globals';
import { failureOf } from './openai-compatible-setting.js';

describe('a refusal', () => {
  const refused = (status: number, error: unknown, headers: Record<string, string> = {}) =>
    failureOf({ status, headers, body: JSON.stringify({ error }) });

  it.each([
    [401, {}, 'CREDENTIAL_INVALID'],
    [402, {}, 'QUOTA_EXHAUSTED'],
    [403, {}, 'CREDENTIAL_INVALID'],
    [403, { type: 'server_error' }, 'CREDENTIAL_INVALID'],
    [404, {}, 'UNKNOWN_MODEL'],
    [413, { code: 'rate_limit_exceeded' }, 'REQUEST_TOO_LARGE'],
    [504, { type: 'server_error' }, 'PROVIDER_TIMEOUT'],
    [408, {}, 'PROVIDER_TIMEOUT'],
    [413, {}, 'REQUEST_TOO_LARGE'],
    [429, { code: 'rate_limit_exceeded' }, 'RATE_LIMITED'],
    [429, { code: 'insufficient_quota' }, 'QUOTA_EXHAUSTED'],
    [429, { type: 'credit_balance_exhausted', code: null }, 'QUOTA_EXHAUSTED'],
    [400, { code: 'billing_hard_limit_reached' }, 'QUOTA_EXHAUSTED'],
    [500, {}, 'PROVIDER_OVERLOADED'],
    [502, {}, 'PROVIDER_OVERLOADED'],
    [503, {}, 'PROVIDER_OVERLOADED'],
    [529, {}, 'PROVIDER_OVERLOADED'],
    [504, {}, 'PROVIDER_TIMEOUT'],
    [400, { code: 'context_length_exceeded' }, 'CONTEXT_WINDOW_EXCEEDED'],
    [400, { message: "This model's maximum context length is 4096 tokens" }, 'CONTEXT_WINDOW_EXCEEDED'],
    [400, { code: 'content_filter' }, 'CONTENT_FILTERED'],
    [400, { code: 'content_policy_violation' }, 'CONTENT_FILTERED'],
    [400, { code: 'model_not_found' }, 'UNKNOWN_MODEL'],
    [400, 'The model `x` does not exist', 'UNKNOWN_MODEL'],
    [400, { code: null, type: 'invalid_request_error', param: 'stop' }, 'PROVIDER_REJECTED'],
    [422, 'no', 'PROVIDER_REJECTED'],
    [418, { message: null }, 'PROVIDER_REJECTED'],
    [409, {}, 'PROVIDER_OVERLOADED'],
  ])('with status %s and %j is %s', async (status, error, code) => {
    const failure = await refused(status, error);
    expect(failure.code).toBe(code);
    expect(failure.failure.status).toBe(status);
  });

  it('need not be JSON', async () => {
    expect(await failureOf({ status: 502, body: '<html>Bad gateway</html>' })).toMatchObject({
      code: 'PROVIDER_OVERLOADED',
    });
    expect(await failureOf({ status: 429, body: '' }, { stream: true })).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('keeps identifiers and not a word of the text', async () => {
    const { failure, message } = await refused(
      400,
      { message: 'Secret words', type: 'invalid_request_error', code: 'unsupported_value', param: 'temperature' },
      { 'x-request-id': 'req_9' },
    );
    expect(failure).toMatchObject({
      requestId: 'req_9',
      code: 'unsupported_value',
      type: 'invalid_request_error',
      param: 'temperature',
    });
    expect(JSON.stringify({ failure, message })).not.toContain('Secret');
  });

  it.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Mon, 01 Jan 2001 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('with the headers %j asks to wait %s ms', async (headers, wait) => {
    expect((await refused(429, {}, headers as Record<string, string>)).failure.retryAfterMs).toBe(wait);
  });

  it('counts a date from now', async () => {
    const { failure } = await refused(503, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    expect(failure.retryAfterMs).toBeGreaterThan(50_000);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});
