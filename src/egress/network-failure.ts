import { ByomError, ProviderError } from '../sdk/index.js';
import { ConnectFailure } from './connect-failure.js';

/** A failure below HTTP, in the product's own words. */
export function networkFailure(error: unknown, sent: boolean): ByomError {
  if (error instanceof ConnectFailure) {
    if (ByomError.is(error.cause)) return error.cause;
    return new ProviderError('PROVIDER_UNREACHABLE', connectMessage(codeOf(error.cause)), { notSent: true });
  }
  if (ByomError.is(error)) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_INVALID_ARG') return new ByomError('INTERNAL', 'A plugin made a request that cannot be sent.');
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || (error instanceof Error && error.name === 'HTTPParserError')) {
    return new ProviderError('PROVIDER_PROTOCOL', 'The provider answered with something that is not HTTP.');
  }
  return new ProviderError('PROVIDER_UNREACHABLE', 'The connection to the provider broke.', { notSent: !sent });
}

function connectMessage(code: string | undefined): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return "The provider's host name cannot be resolved.";
  if (code === 'ECONNREFUSED') return 'The provider refuses connections.';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'No connection to the provider in time.';
  if (code?.includes('CERT') || code?.includes('TLS') || code?.includes('SSL') || code?.includes('SIGNATURE')) {
    return "The provider's TLS certificate is not to be trusted, or it speaks no TLS.";
  }
  return 'No connection to the provider.';
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
