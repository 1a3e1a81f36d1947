import type { AdaptationAction, Quirk, QuirkKind, RequestPart } from '../sdk/index.js';

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
  'counting-margin': 'clamped',
  'hidden-reasoning': 'reported',
  'other-endpoint': undefined,
  'allowed-values': 'converted',
  'default-parameter': 'inserted',
  'system-prompt-as-user': 'moved',
  'first-turn': 'inserted',
  'last-turn': 'dropped',
  'bridged-turns': 'inserted',
  'filled-messages': 'dropped',
  'answered-tool-calls': 'moved',
  'declared-tools': 'inserted',
  'limited-image-types': undefined,
  'limited-image-roles': 'moved',
  'served-endpoint': 'moved',
  'unsupported-feature': undefined,
  'exclusive-features': 'dropped',
  'limited-count': undefined,
  'limited-length': 'truncated',
  'unsupported-field': 'dropped',
  'unsupported-options': 'dropped',
  'instructed-response-format': 'inserted',
  'format-by-tool': 'converted',
  'strict-schema': 'converted',
  'tool-name-pattern': 'converted',
  'extendable-window': 'inserted',
  'unchecked-model': 'reported',
  'wire-format': undefined,
  'model-limit': undefined,
};

/** Without these a request is refused. */
const unyielding = new Set<RequestPart>(['tools', 'tool-history', 'images', 'system-prompt', 'prefill']);

/** What the engine does about a quirk; undefined where it refuses the request, or changes and reports nothing. */
export function quirkEffect(quirk: Quirk): AdaptationAction | undefined {
  switch (quirk.kind) {
    case 'limited-range':
    case 'allowed-values':
      return quirk.outside === 'drop' ? 'dropped' : effects[quirk.kind];
    case 'last-turn':
      return quirk.outside === 'continue' ? 'inserted' : 'dropped';
    case 'filled-messages':
      return quirk.text === undefined ? 'dropped' : 'inserted';
    case 'limited-count':
      return quirk.of === 'cache-marks' ? 'dropped' : undefined;
    case 'unsupported-feature':
      if (quirk.feature === 'streaming') return 'dropped';
      return quirk.feature === 'parallel-tools' ? 'inserted' : undefined;
    case 'exclusive-features':
      if (quirk.drop === 'json' || quirk.drop === 'json-schema') return 'converted';
      return unyielding.has(quirk.drop) ? undefined : 'dropped';
    default:
      return effects[quirk.kind];
  }
}
