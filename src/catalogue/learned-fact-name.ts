import type { Correction } from '../sdk/index.js';
import type { LearnedPartName } from './fact-origins.js';

export type LearnedFactName = 'contextWindow' | 'maxOutputTokens' | LearnedPartName;

/** What a correction is about, as `facts` of a model show it. */
export function learnedFactName(correction: Correction): LearnedFactName {
  switch (correction.kind) {
    case 'context-window':
      return 'contextWindow';
    case 'max-output-tokens':
      return 'maxOutputTokens';
    case 'renamed-parameter':
      return `wireNames.${correction.parameter}`;
    case 'unsupported-feature':
      return `features.${correction.feature}`;
    case 'unsupported-field':
      return `fields.${correction.field}`;
    case 'unsupported-response-format':
      return 'responseFormat';
    case 'system-prompt-as-user':
    case 'leading-system-prompt':
      return 'messages.system';
    case 'merged-turns':
      return 'messages.turns';
    default:
      return `parameters.${correction.parameter}`;
  }
}
