import type { ModelDeclaration, Quirk } from '../../sdk/index.js';
import { modelFeatures } from './model-features.js';
import { notTaken } from './not-taken.js';
import { asOf, sources } from './sources.js';

const takesNoTools = (id: string, source: string): Quirk => ({
  kind: 'unsupported-feature',
  id,
  feature: 'tools',
  source,
  asOf,
});
/** Before JSON mode came. */
const withoutJson = ['*gpt-4', 'gpt-4-0314*', 'gpt-4-0613*', 'gpt-4-32k*', 'gpt-4-vision*'];
/** With JSON mode, and before schemas came. */
const withoutSchemas = ['gpt-3.5*', 'gpt-4-turbo*', 'gpt-4-1106*', 'gpt-4-0125*', 'gpt-4o-2024-05-13*'];

/** Models that do not reason. */
export const classicModels: readonly ModelDeclaration[] = [
  { matches: ['gpt-3.5*', '*gpt-4', 'gpt-4-*'], features: modelFeatures.oldest },
  { matches: ['gpt-4o*', 'gpt-4.1*', 'gpt-4.5*'], features: modelFeatures.classic },
  { matches: ['chatgpt-4o*', 'gpt-5-chat*'], features: modelFeatures.chat },
  {
    matches: ['gpt-4*', 'gpt-3.5*', 'gpt-5-chat*', 'chatgpt-4o*'],
    defaults: { temperature: 1, topP: 1 },
    quirks: [
      { kind: 'limited-range', id: 'temperature', parameter: 'temperature', min: 0, max: 2, source: sources.sdk, asOf },
      notTaken('no-reasoning-effort', 'reasoningEffort', sources.catalogue),
      {
        kind: 'unsupported-options',
        id: 'medium-verbosity-only',
        options: ['verbosity'],
        values: ['low', 'high'],
        description: 'Answers are of medium verbosity: any other is refused, and left out.',
        source: sources.measuredVerbosity,
        asOf,
      },
    ],
  },
  {
    matches: withoutJson,
    quirks: [
      {
        kind: 'unsupported-response-format',
        id: 'no-json-mode',
        formats: ['json', 'json-schema'],
        instead: 'instruction',
        source: sources.jsonMode,
        asOf,
      },
    ],
  },
  {
    matches: [...withoutSchemas, 'chatgpt-4o*'],
    quirks: [
      {
        kind: 'unsupported-response-format',
        id: 'no-json-schema',
        formats: ['json-schema'],
        instead: 'json',
        source: `${sources.schemas}; ${sources.latestSchemas}`,
        asOf,
      },
    ],
  },
  {
    matches: [
      'gpt-3.5*',
      '*gpt-4',
      'gpt-4-03*',
      'gpt-4-06*',
      'gpt-4-32k*',
      'gpt-4-1106*',
      'o1-mini*',
      'o1-preview*',
      'o3-mini*',
    ],
    quirks: [{ kind: 'unsupported-feature', id: 'no-images', feature: 'vision', source: sources.modelsDev, asOf }],
  },
  { matches: 'gpt-5-chat*', quirks: [takesNoTools('chat-model-without-tools', sources.chatTools)] },
  { matches: 'chatgpt-4o*', quirks: [takesNoTools('latest-without-tools', sources.latestTools)] },
];
