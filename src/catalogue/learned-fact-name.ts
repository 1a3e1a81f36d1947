import type { Correction } from '../sdk/index.js';
import type { ParameterFactName } from './fact-origins.js';

export type LearnedFactName = 'contextWindow' | 'maxOutputTokens' | ParameterFactName;

/** What a correction is about, as `facts` of a model show it. */
export function learnedFactName(correction: Correction): LearnedFactName {
  switch (correction.kind) {
    case 'context-window':
      return 'contextWindow';
    case 'max-output-tokens':
      return 'maxOutputTokens';
    case 'renamed-parameter':
      return `wireNames.${correction.parameter}`;
    default:
      return `parameters.${correction.parameter}`;
  }
}
