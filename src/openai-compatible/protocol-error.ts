import { ProviderError } from '../sdk/index.js';

export const protocolError = (message: string): ProviderError => new ProviderError('PROVIDER_PROTOCOL', message);
