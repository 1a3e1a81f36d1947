import { mapMetricParts } from '../../optimization/scoring/metric-parts.js';
import type { CredentialInput } from '../resolve-credential.js';
import type { OptimizationInput } from '../optimization/optimization-input.js';
import { DEFAULT_CONCURRENCY } from '../optimization/check-budget.js';
import { askedCredential } from './asked-credential.js';
import { askedFields } from './asked-fields.js';

/** What of an optimization's input is left out as well as said. */
const defaults: Readonly<Record<string, unknown>> = {
  strategy: 'auto',
  promote: false,
  startPaused: false,
  portEach: false,
};

/** What an optimization of any kind is asked for with, the same for every way to write it down; keys only as being there. */
export function askedOptimization(input: OptimizationInput): object {
  const { idempotencyKey: _key, aliased: _aliased, prompt, dataset, metric, budget, credentials, ...rest } = input;
  const said = Object.entries(rest).filter(([name, value]) => value !== defaults[name]);
  return askedFields({
    ...Object.fromEntries(said),
    prompt: askedFields({
      ...prompt,
      parameters: prompt.parameters && askedFields(prompt.parameters),
      responseFormat: prompt.responseFormat && askedFields(prompt.responseFormat),
    }),
    dataset: askedFields(dataset),
    metric: mapMetricParts(metric, ({ secret, ...part }) => ({
      ...part,
      ...(typeof secret === 'string' && { secret: 'given' }),
      caseSensitive: part.caseSensitive || undefined,
      tolerance: part.tolerance || undefined,
    })),
    budget: askedFields({
      ...budget,
      maxConcurrency: budget.maxConcurrency === DEFAULT_CONCURRENCY ? undefined : budget.maxConcurrency,
    }),
    credentials: askedCredentials(credentials ?? []),
  });
}

/** In an order of their own: a run has one for each provider. */
export const askedCredentials = (given: readonly CredentialInput[]) =>
  given.map((one) => JSON.stringify(askedCredential(one))).toSorted();
