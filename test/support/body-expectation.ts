import { expect } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import type { CompletionRequest, ProviderAdapter, ProviderDefinition } from '../../src/sdk/index.js';
import { adapt } from './adaptation-setting.js';

/** A uniform request and, written by hand from what is published, what a provider takes for it. */
export interface BodyExpectation {
  readonly model: string;
  readonly asked: Partial<CompletionRequest>;
  /** The body but for its model. */
  readonly sent: object;
  /** What the customer is told: parameters and actions, sorted. */
  readonly told: readonly string[];
}

/** What every provider is asked alike: each of them takes something else of it. */
export const crowded: Pick<CompletionRequest, 'messages' | 'parameters'> = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'One.' },
    { role: 'user', content: 'Two.' },
  ],
  parameters: { temperature: 1.8, topK: 40, maxOutputTokens: 100_000, stop: ['a', 'b', 'c', 'd', 'e'] },
};

export function adaptedFor(definition: ProviderDefinition, { model, asked }: Pick<BodyExpectation, 'model' | 'asked'>) {
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }], parameters: {}, ...asked, model };
  return adaptRequest(request, resolveModel(definition, model), adapt);
}

export function meetsExpectation(
  definition: ProviderDefinition,
  adapter: ProviderAdapter,
  expectation: BodyExpectation,
): void {
  const { request, adaptations } = adaptedFor(definition, expectation);
  expect(adapter.prepare(request, { stream: false }).body).toEqual({ model: expectation.model, ...expectation.sent });
  expect(adaptations.map(({ parameter, action }) => `${parameter} ${action}`).toSorted()).toEqual(expectation.told);
}
