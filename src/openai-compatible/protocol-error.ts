import { ProviderError } from '../sdk/index.js';

export const protocolError = (message: string): ProviderError => new ProviderError('PROVIDER_PROTOCOL', message);

/** For an answer that the provider itself broke off. */
export const cutOffError = (): ProviderError =>
  new ProviderError('PROVIDER_OVERLOADED', 'The provider cut its answer off for want of capacity: try again later.');
