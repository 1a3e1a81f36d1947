import type { RuleQuirk } from '../sdk/index.js';
import type { Rule } from './rule.js';
import { allowedValues } from './rules/allowed-values.js';
import { answeredToolCalls } from './rules/answered-tool-calls.js';
import { bridgedTurns } from './rules/bridged-turns.js';
import { countingMargin } from './rules/counting-margin.js';
import { declaredTools } from './rules/declared-tools.js';
import { defaultParameter } from './rules/default-parameter.js';
import { extendableWindow } from './rules/extendable-window.js';
import { exclusiveFeatures } from './rules/exclusive-features.js';
import { exclusiveParameters } from './rules/exclusive-parameters.js';
import { exclusiveResponseFormat } from './rules/exclusive-response-format.js';
import { filledMessages } from './rules/filled-messages.js';
import { firstTurn } from './rules/first-turn.js';
import { formatByTool } from './rules/format-by-tool.js';
import { hiddenReasoning } from './rules/hidden-reasoning.js';
import { inlineImagesOnly } from './rules/inline-images-only.js';
import { instructedResponseFormat } from './rules/instructed-response-format.js';
import { lastTurn } from './rules/last-turn.js';
import { leadingSystemPrompt } from './rules/leading-system-prompt.js';
import { limitedCount } from './rules/limited-count.js';
import { limitedImageRoles } from './rules/limited-image-roles.js';
import { limitedImageTypes } from './rules/limited-image-types.js';
import { limitedLength } from './rules/limited-length.js';
import { limitedRange } from './rules/limited-range.js';
import { limitedStopSequences } from './rules/limited-stop-sequences.js';
import { limitedToolChoice } from './rules/limited-tool-choice.js';
import { limitedValues } from './rules/limited-values.js';
import { mergedTurns } from './rules/merged-turns.js';
import { otherEndpoint } from './rules/other-endpoint.js';
import { reasoningBudget } from './rules/reasoning-budget.js';
import { renamedParameter } from './rules/renamed-parameter.js';
import { requiredParameter } from './rules/required-parameter.js';
import { servedEndpoint } from './rules/served-endpoint.js';
import { strictSchema } from './rules/strict-schema.js';
import { systemPromptAsUser } from './rules/system-prompt-as-user.js';
import { toolNamePattern } from './rules/tool-name-pattern.js';
import { uncheckedModel } from './rules/unchecked-model.js';
import { unsupportedFeature } from './rules/unsupported-feature.js';
import { unsupportedField } from './rules/unsupported-field.js';
import { unsupportedOptions } from './rules/unsupported-options.js';
import { unsupportedParameter } from './rules/unsupported-parameter.js';
import { unsupportedResponseFormat } from './rules/unsupported-response-format.js';

/**
 * One rule for each kind of quirk, in the order in which they apply; a kind without a rule does not compile.
 * The endpoint and refusals come first. What decides the reasoning effort comes before everything conditional on it;
 * dropping comes before clamping, so that nothing is clamped for nothing; a demanded parameter is there before its
 * limits apply. Response formats come before what excludes them, since they can go, and before tools and messages, since
 * they can add a tool or an instruction; messages are put in place before neighbours are merged. A reasoning budget needs
 * the final limit. Spelling and telling come last: they read what will be sent.
 */
export const rulesByKind: { readonly [K in RuleQuirk['kind']]: Rule<Extract<RuleQuirk, { kind: K }>> } = {
  'served-endpoint': servedEndpoint,
  'other-endpoint': otherEndpoint,
  'unsupported-feature': unsupportedFeature,
  'limited-count': limitedCount,
  'inline-images-only': inlineImagesOnly,
  'limited-image-types': limitedImageTypes,
  'default-parameter': defaultParameter,
  'limited-values': limitedValues,
  'allowed-values': allowedValues,
  'unsupported-parameter': unsupportedParameter,
  'exclusive-parameters': exclusiveParameters,
  'required-parameter': requiredParameter,
  'limited-range': limitedRange,
  'limited-stop-sequences': limitedStopSequences,
  'limited-length': limitedLength,
  'unsupported-field': unsupportedField,
  'unsupported-options': unsupportedOptions,
  'exclusive-response-format': exclusiveResponseFormat,
  'format-by-tool': formatByTool,
  'unsupported-response-format': unsupportedResponseFormat,
  'exclusive-features': exclusiveFeatures,
  'instructed-response-format': instructedResponseFormat,
  'strict-schema': strictSchema,
  'limited-tool-choice': limitedToolChoice,
  'declared-tools': declaredTools,
  'tool-name-pattern': toolNamePattern,
  'filled-messages': filledMessages,
  'answered-tool-calls': answeredToolCalls,
  'limited-image-roles': limitedImageRoles,
  'leading-system-prompt': leadingSystemPrompt,
  'system-prompt-as-user': systemPromptAsUser,
  'first-turn': firstTurn,
  'last-turn': lastTurn,
  'merged-turns': mergedTurns,
  'bridged-turns': bridgedTurns,
  'counting-margin': countingMargin,
  'reasoning-budget': reasoningBudget,
  'extendable-window': extendableWindow,
  'renamed-parameter': renamedParameter,
  'hidden-reasoning': hiddenReasoning,
  'unchecked-model': uncheckedModel,
};
