import type { CompletionRequest, QuirkCondition } from '../sdk/index.js';

/** Whether a quirk with this condition speaks of this request. */
export function conditionHolds(when: QuirkCondition | undefined, request: CompletionRequest): boolean {
  return when === undefined || when.reasoningEffort.includes(request.parameters.reasoningEffort ?? 'unset');
}
