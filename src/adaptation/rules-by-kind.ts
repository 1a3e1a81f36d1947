import type { RuleQuirk } from '../sdk/index.js';
import type { Rule } from './rule.js';
import { exclusiveParameters } from './rules/exclusive-parameters.js';
import { exclusiveResponseFormat } from './rules/exclusive-response-format.js';
import { hiddenReasoning } from './rules/hidden-reasoning.js';
import { inlineImagesOnly } from './rules/inline-images-only.js';
import { leadingSystemPrompt } from './rules/leading-system-prompt.js';
import { limitedRange } from './rules/limited-range.js';
import { limitedStopSequences } from './rules/limited-stop-sequences.js';
import { limitedToolChoice } from './rules/limited-tool-choice.js';
import { limitedValues } from './rules/limited-values.js';
import { mergedTurns } from './rules/merged-turns.js';
import { otherEndpoint } from './rules/other-endpoint.js';
import { reasoningBudget } from './rules/reasoning-budget.js';
import { renamedParameter } from './rules/renamed-parameter.js';
import { requiredParameter } from './rules/required-parameter.js';
import { unsupportedParameter } from './rules/unsupported-parameter.js';
import { unsupportedResponseFormat } from './rules/unsupported-response-format.js';

/**
 * One rule for each kind of quirk, in the order in which they apply; a kind without a rule does not compile.
 * Refusals come first. What decides the reasoning effort comes before everything conditional on it; dropping comes
 * before clamping, so that nothing is clamped for nothing; a demanded parameter is there before its limits apply.
 * Response formats come before messages, since they can add an instruction. A reasoning budget needs the final limit.
 * Spelling and telling come last: they read what will be sent.
 */
export const rulesByKind: { readonly [K in RuleQuirk['kind']]: Rule<Extract<RuleQuirk, { kind: K }>> } = {
  'other-endpoint': otherEndpoint,
  'inline-images-only': inlineImagesOnly,
  'limited-values': limitedValues,
  'unsupported-parameter': unsupportedParameter,
  'exclusive-parameters': exclusiveParameters,
  'required-parameter': requiredParameter,
  'limited-range': limitedRange,
  'limited-stop-sequences': limitedStopSequences,
  'limited-tool-choice': limitedToolChoice,
  'exclusive-response-format': exclusiveResponseFormat,
  'unsupported-response-format': unsupportedResponseFormat,
  'leading-system-prompt': leadingSystemPrompt,
  'merged-turns': mergedTurns,
  'reasoning-budget': reasoningBudget,
  'renamed-parameter': renamedParameter,
  'hidden-reasoning': hiddenReasoning,
};
