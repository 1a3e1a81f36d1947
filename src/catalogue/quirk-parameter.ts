import type { Quirk } from '../sdk/index.js';

/** The uniform parameter (or part of a request) that a quirk is about. */
export function quirkParameter(quirk: Quirk): string | undefined {
  switch (quirk.kind) {
    case 'exclusive-parameters':
      return quirk.drop;
    case 'limited-stop-sequences':
      return 'stop';
    case 'reasoning-budget':
      return 'reasoningEffort';
    case 'hidden-reasoning':
      return 'maxOutputTokens';
    case 'leading-system-prompt':
    case 'merged-turns':
    case 'inline-images-only':
      return 'messages';
    case 'unsupported-response-format':
    case 'exclusive-response-format':
      return 'responseFormat';
    case 'limited-tool-choice':
      return 'toolChoice';
    case 'other-endpoint':
      return undefined;
    default:
      return quirk.parameter;
  }
}
