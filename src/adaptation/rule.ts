import type { Adaptation, CompletionRequest, ResolvedModel } from '../sdk/index.js';

export interface RuleOutcome {
  readonly request: CompletionRequest;
  readonly adaptations: readonly Adaptation[];
}

/** What a rule may know beside its own quirk: the model, whose other quirks of the same kind count together. */
export type RuleModel = Pick<
  ResolvedModel,
  | 'quirks'
  | 'defaults'
  | 'features'
  | 'maxOutputTokens'
  | 'contextWindow'
  | 'largestContextWindow'
  | 'exists'
  | 'providerId'
  | 'providerModelId'
>;

/**
 * Handles one kind of quirk: the changed request and what was changed, or undefined where the request is fine as it is.
 * Pure. Throws UNSUPPORTED_FEATURE where no change of the request can help.
 */
export type Rule<Q> = (
  request: CompletionRequest,
  quirk: Q & { readonly id: string },
  model: RuleModel,
) => RuleOutcome | undefined;
