import type { Quirk } from 'byom/sdk';
import { asOf, budget, catalog, efforts, without } from './efforts.js';

const imageSystem: Quirk = {
  kind: 'system-prompt-as-user',
  id: 'image-models-without-system',
  description: 'Gemini 2.0 for images takes no developer instructions: they go into the first turn of the user.',
  source: 'https://github.com/QuantumNous/new-api/issues/989, https://github.com/suurt8ll/open_webui_functions/pull/22',
  asOf,
};

const imageThinking = without(
  'image-models-without-thinking',
  'reasoningEffort',
  'https://github.com/kwaroran/Risuai/pull/1025, https://github.com/lobehub/lobehub/issues/7985',
  'Thinking is not enabled for the model, which makes images.',
);

const imageTools: Quirk = {
  kind: 'unsupported-feature',
  id: 'image-models-without-tools',
  feature: 'tools',
  description: 'The model makes images and calls no functions.',
  source: `https://github.com/ThinkInAIXYZ/deepchat/pull/805, ${catalog}`,
  asOf,
};

const imageJson: Quirk = {
  kind: 'unsupported-response-format',
  id: 'image-models-without-json',
  formats: ['json', 'json-schema'],
  instead: 'instruction',
  description: 'The model makes images and is not held to JSON.',
  source: catalog,
  asOf,
};

const imageLevels = efforts(
  'image-thinking-levels',
  ['minimal', 'high'],
  'https://github.com/mozilla-ai/any-llm/pull/1345',
  'Gemini 3.1 Flash Lite for images knows a minimal and a high level of thinking only.',
);

const imageBudget = budget(
  'image-thinking-budget',
  1,
  32_768,
  'Gemini 3 Pro for images takes a number of tokens for its thinking, and no level.',
);

const elsewhere = (id: string, endpoint: string, description: string, source = 'https://ai.google.dev/api'): Quirk => ({
  kind: 'other-endpoint',
  id,
  endpoint,
  description,
  source,
  asOf,
});
const speaks = elsewhere(
  'speech-elsewhere',
  'generateContent of audio',
  'Models for speech answer in audio alone.',
  'https://github.com/BerriAI/litellm/issues/11118, https://github.com/danielmiessler/Fabric/issues/1607',
);
const researches = elsewhere(
  'research-elsewhere',
  'interactions',
  'Agents for research are asked by the Interactions API only.',
  'https://github.com/lobehub/lobehub/issues/15140',
);
const operates = elsewhere(
  'computers-elsewhere',
  'generateContent with computerUse',
  "The model refuses requests without the provider's own tool for computers.",
  'https://github.com/langchain-ai/langchain-google/issues/1243',
);
const attributes = elsewhere('attribution-elsewhere', 'generateAnswer', 'AQA is asked by another method.');
const embeds = elsewhere('embeddings-elsewhere', 'embedContent', 'Embeddings are made by another method.');
const predicts = elsewhere('media-elsewhere', 'predict', 'Imagen and Veo are asked by another method.');
const live = elsewhere('live-elsewhere', 'bidiGenerateContent', 'Live and native audio models speak over a socket.');

/** Of models that make images or speech, or that another method asks. */
export const mediaQuirks = {
  imageSystem,
  imageThinking,
  imageTools,
  imageJson,
  imageLevels,
  imageBudget,
  embeds,
  predicts,
  live,
  speaks,
  researches,
  operates,
  attributes,
} as const;
