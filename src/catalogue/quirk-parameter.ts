import type { Quirk } from '../sdk/index.js';

/** The parts of a request that a quirk's own words name, as the request calls them. */
const partsOf: Readonly<Record<string, string>> = {
  vision: 'messages',
  images: 'messages',
  'images-per-message': 'messages',
  'cache-marks': 'messages',
  cacheMarks: 'messages',
  speakerName: 'messages',
  speakerNames: 'messages',
  prefill: 'messages',
  'system-prompt': 'messages',
  'tool-history': 'messages',
  streaming: 'stream',
  'parallel-tools': 'parallelToolCalls',
  'forced-tools': 'toolChoice',
  'named-tool': 'toolChoice',
  toolDescription: 'tools',
  toolStrict: 'tools',
  json: 'responseFormat',
  'json-schema': 'responseFormat',
  formatName: 'responseFormat',
  formatStrict: 'responseFormat',
  'response-format': 'responseFormat',
  both: 'responseFormat',
};

const partOf = (name: string) => partsOf[name] ?? name;

/** The uniform parameter (or part of a request) that a quirk is about. */
export function quirkParameter(quirk: Quirk): string | undefined {
  switch (quirk.kind) {
    case 'exclusive-parameters':
    case 'exclusive-features':
      return partOf(quirk.drop);
    case 'unsupported-feature':
      return partOf(quirk.feature);
    case 'unsupported-field':
      return partOf(quirk.field);
    case 'unsupported-options':
      return 'providerOptions';
    case 'limited-count':
    case 'limited-length':
    case 'strict-schema':
      return partOf(quirk.of);
    case 'limited-stop-sequences':
      return 'stop';
    case 'reasoning-budget':
      return 'reasoningEffort';
    case 'counting-margin':
    case 'hidden-reasoning':
      return 'maxOutputTokens';
    case 'leading-system-prompt':
    case 'system-prompt-as-user':
    case 'merged-turns':
    case 'first-turn':
    case 'last-turn':
    case 'bridged-turns':
    case 'filled-messages':
    case 'answered-tool-calls':
    case 'inline-images-only':
    case 'limited-image-types':
    case 'limited-image-roles':
      return 'messages';
    case 'unsupported-response-format':
    case 'exclusive-response-format':
    case 'instructed-response-format':
    case 'format-by-tool':
      return 'responseFormat';
    case 'limited-tool-choice':
      return 'toolChoice';
    case 'declared-tools':
    case 'tool-name-pattern':
      return 'tools';
    case 'extendable-window':
      return 'contextWindow';
    case 'unchecked-model':
      return 'model';
    case 'served-endpoint':
    case 'other-endpoint':
      return undefined;
    default:
      return quirk.parameter;
  }
}
