import type { AdaptationPolicy } from '../../src/adaptation/policy.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import {
  ByomError,
  type CompletionRequest,
  type Message,
  type ModelDeclaration,
  type Parameters,
  type ProviderDefinition,
  type Quirk,
  type ResolvedModel,
} from '../../src/sdk/index.js';

export const adapt: AdaptationPolicy = { onUnsupported: 'adapt', onOverflow: 'reject' };

/** A model of one declaration. */
export function modelWith(quirks: readonly Quirk[], facts: Partial<ModelDeclaration> = {}): ResolvedModel {
  const definition = { id: 'acme', models: [{ matches: 'm', ...facts, quirks }] } as unknown as ProviderDefinition;
  return resolveModel(definition, 'm');
}

export const user: Message = { role: 'user', content: 'hello' };
export const request = (parameters: Parameters, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  model: 'm',
  messages: [user],
  parameters,
  ...more,
});

/** The error that a refusal ends in. */
export function failure(make: () => unknown): ByomError {
  try {
    make();
  } catch (error) {
    if (ByomError.is(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}
