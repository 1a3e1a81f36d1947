import type { ModelFeature } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const ModelFeatureEnum = defineEnum<ModelFeature>('ModelFeature', 'Something that some models can do.', {
  streaming: 'Answers piece by piece.',
  tools: 'Calls tools that the request describes.',
  'parallel-tools': 'Calls several tools in one answer.',
  'json-mode': 'Can be held to answer with JSON.',
  'json-schema': 'Can be held to answer with JSON of a given schema.',
  vision: 'Takes images.',
  'system-prompt': 'Takes system messages as such.',
  reasoning: 'Thinks before it answers.',
  logprobs: 'Gives log probabilities of tokens.',
  seed: 'Takes a seed for repeatable answers.',
  'prompt-caching': 'Bills a repeated prefix at a lower price.',
});
