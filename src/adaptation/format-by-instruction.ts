import type { Adaptation, CompletionRequest, JsonObject, ResponseFormat } from '../sdk/index.js';
import type { RuleOutcome } from './rule.js';
import { withInstruction } from './with-instruction.js';

/** Replaces a JSON response format by a weaker one or none, and says in words what that cannot hold. */
export function formatByInstruction(
  request: CompletionRequest,
  instead: ResponseFormat | undefined,
  why: { readonly reason: string; readonly quirk: string },
): RuleOutcome {
  const { responseFormat: requested, ...rest } = request;
  const instructed = withInstruction(
    instead === undefined ? rest : { ...rest, responseFormat: instead },
    requested?.schema,
    why.quirk,
  );
  const converted: Adaptation = {
    parameter: 'responseFormat',
    action: 'converted',
    requested: requested as unknown as JsonObject,
    sent: (instead as unknown as JsonObject | undefined) ?? null,
    lossless: false,
    ...why,
  };
  return {
    request: instructed.request,
    adaptations: instructed.adaptation === undefined ? [converted] : [converted, instructed.adaptation],
  };
}
