import type { Correction, JsonValue } from '../sdk/index.js';

/** What a correction says of its fact, whose name tells the rest. */
export function shownCorrection(correction: Correction): JsonValue {
  switch (correction.kind) {
    case 'renamed-parameter':
      return { as: correction.as };
    case 'limited-range':
      return {
        ...(correction.min !== undefined && { min: correction.min }),
        ...(correction.max !== undefined && { max: correction.max }),
      };
    case 'limited-values':
      return { values: correction.values };
    case 'unsupported-response-format':
      return { supported: false, format: correction.format ?? 'json-schema' };
    case 'unsupported-parameter':
    case 'unsupported-feature':
    case 'unsupported-field':
      return { supported: false };
    case 'context-window':
    case 'max-output-tokens':
      return correction.tokens;
    default:
      return correction.kind;
  }
}
