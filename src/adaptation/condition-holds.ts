import type { CompletionRequest, NumericParameterName, QuirkCondition } from '../sdk/index.js';
import { asksFor } from './asks-for.js';
import { schemaHas } from './schema-has.js';

/** Whether a quirk with this condition speaks of this request. */
export function conditionHolds(when: QuirkCondition | undefined, request: CompletionRequest): boolean {
  if (when === undefined) return true;
  const { reasoningEffort, with: some, without, schema, endpoint, within } = when;
  return (
    (reasoningEffort === undefined || reasoningEffort.includes(request.parameters.reasoningEffort ?? 'unset')) &&
    (endpoint === undefined || endpoint.includes(request.endpoint ?? 'default')) &&
    (some === undefined || some.some((part) => asksFor(request, part))) &&
    (without === undefined || !without.some((part) => asksFor(request, part))) &&
    (schema === undefined || schemaHas(request.responseFormat?.schema, schema)) &&
    (within === undefined || isWithin(within, request))
  );
}

function isWithin(within: NonNullable<QuirkCondition['within']>, { parameters }: CompletionRequest): boolean {
  for (const name of Object.keys(within) as NumericParameterName[]) {
    const value = parameters[name];
    const { min = -Infinity, max = Infinity } = within[name] ?? {};
    if (value === undefined || value < min || value > max) return false;
  }
  return true;
}
