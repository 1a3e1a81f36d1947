import type { ModelDeclaration } from 'byom/sdk';
import { claudeModels } from './claude-models.js';
import { familyModels } from './family-models.js';
import { asOf, sources } from './sources.js';

const { aiSdk } = sources;

/** Families first by vendor; the models themselves, with their numbers, are the catalogue's. */
export const bedrockModels: readonly ModelDeclaration[] = [
  { matches: '*', features: ['streaming', 'system-prompt', 'tools'], asOf },
  ...claudeModels,
  ...familyModels,
  {
    matches: ['arn:*:application-inference-profile/*', 'arn:*:provisioned-model/*'],
    quirks: [
      {
        kind: 'unsupported-parameter',
        id: 'hidden-model-effort',
        parameter: 'reasoningEffort',
        description:
          'The id does not tell the model behind it, and each family takes the effort in a field of its own: give that one in `providerOptions.additionalModelRequestFields`.',
        source: `${aiSdk}/amazon-bedrock-anthropic-model-support.ts`,
        asOf,
      },
      {
        kind: 'unsupported-response-format',
        id: 'hidden-model-json-by-instruction',
        formats: ['json-schema'],
        instead: 'instruction',
        description:
          'The id does not tell whether the model behind it takes a JSON Schema: it is asked for by an instruction.',
        source: `${aiSdk}/amazon-bedrock-anthropic-model-support.ts`,
        asOf,
      },
    ],
  },
];
