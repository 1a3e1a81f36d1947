import type { AdaptationAction, Quirk, QuirkKind } from '../sdk/index.js';

const effects: { readonly [K in QuirkKind]: AdaptationAction | undefined } = {
  'limited-range': 'clamped',
  'unsupported-parameter': 'dropped',
  'limited-stop-sequences': 'truncated',
  'limited-values': 'converted',
  'renamed-parameter': 'renamed',
  'required-parameter': 'inserted',
  'exclusive-parameters': 'dropped',
  'leading-system-prompt': 'moved',
  'merged-turns': 'merged',
  'unsupported-response-format': 'converted',
  'exclusive-response-format': 'converted',
  'limited-tool-choice': 'converted',
  'inline-images-only': undefined,
  'reasoning-budget': 'converted',
  'hidden-reasoning': 'reported',
  'other-endpoint': undefined,
  'wire-format': undefined,
  'model-limit': undefined,
};

/** What the engine does about a quirk; undefined where it refuses the request, or changes and reports nothing. */
export function quirkEffect(quirk: Quirk): AdaptationAction | undefined {
  return quirk.kind === 'limited-range' && quirk.outside === 'drop' ? 'dropped' : effects[quirk.kind];
}
