import { ownValue, type ErrorCode } from 'byom/sdk';

/** By the provider's own numbers, and its types where it gives no number. */
const byCode: Readonly<Record<string, ErrorCode>> = {
  1300: 'RATE_LIMITED',
  rate_limited: 'RATE_LIMITED',
  1500: 'UNKNOWN_MODEL',
  invalid_model: 'UNKNOWN_MODEL',
  3505: 'PROVIDER_OVERLOADED',
  service_tier_capacity_exceeded: 'PROVIDER_OVERLOADED',
};

interface ErrorBody {
  readonly code?: string;
  readonly type?: string;
  readonly message: string;
}

/** What Mistral means by a failure, where the dialect would take it for something else. */
export function classifyError(status: number, { code = '', type = '', message }: ErrorBody): ErrorCode | undefined {
  const known = ownValue(byCode, code) ?? ownValue(byCode, type);
  if (known !== undefined) return known;
  if (/capacity exceeded/i.test(message)) return 'PROVIDER_OVERLOADED';
  if (status >= 400 && status < 500 && /usage limit|inactive subscription|subscription.{0,20}inactive/i.test(message)) {
    return 'QUOTA_EXHAUSTED';
  }
  return status === 400 && /too large for model with \d+ maximum context/i.test(message)
    ? 'CONTEXT_WINDOW_EXCEEDED'
    : undefined;
}
